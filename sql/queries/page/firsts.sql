-- Who had the texts first that several sources carry, of those whose first two dates have a time and
-- differ. One row per source that carries one, those that were first most often first.
with spread as (
    select source_id, sources, lead, is_timed and lead > '0' as is_told
    from news.first_to_report
    where day >= %(since)s
        and day < %(until)s
        and region = %(region)s
)
select
    d.id as source_id,
    d.name as source,
    count(*) filter (where spread.source_id = d.id and spread.is_told) as firsts,
    count(*) filter (where spread.is_told) as told,
    count(*) as carried,
    percentile_disc(0.5) within group (order by extract(epoch from spread.lead))
        filter (where spread.source_id = d.id and spread.is_told) as median_lead_seconds
from spread
cross join unnest(spread.sources) as each (source_id)
join news.dimensions as d on d.id = each.source_id and d.dimension = 'source'
group by d.id, d.name
order by firsts desc, carried desc, d.id
limit %(limit)s;
