-- Who had the texts first that several sources carry. One row per source that carries one, those that
-- were first most often first.
with spread as (
    select source_id, sources, lead, is_timed
    from news.first_to_report
    where day >= %(since)s
        and day < %(until)s
        and region = %(region)s
)
select
    d.id as source_id,
    d.name as source,
    count(*) filter (where spread.source_id = d.id) as firsts,
    count(*) as carried,
    percentile_cont(0.5) within group (order by extract(epoch from spread.lead))
        filter (where spread.source_id = d.id and spread.is_timed) as median_lead_seconds
from spread
cross join unnest(spread.sources) as each (source_id)
join news.dimensions as d on d.id = each.source_id and d.dimension = 'source'
group by d.id, d.name
order by firsts desc, carried desc, d.id
limit %(limit)s;
