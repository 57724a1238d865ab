-- Who had the texts first that several sources carry, of those whose first two dates have a time and
-- differ. One row per source that carries one, those that were first most often first.
with spread as (
    select source_id, sources, lead, is_timed and lead > '0' as is_told
    from news.first_to_report
    where day >= %(since)s
        and day < %(until)s
        and region = %(region)s
),
carried as (
    -- Leads are gathered, not sorted here: what a median needs would have every row sorted.
    select
        each.source_id,
        count(*) as carried,
        count(*) filter (where spread.is_told) as told,
        array_agg(extract(epoch from spread.lead)::float8)
            filter (where spread.source_id = each.source_id and spread.is_told) as leads
    from spread
    cross join unnest(spread.sources) as each (source_id)
    group by each.source_id
)
select
    d.id as source_id,
    d.name as source,
    coalesce(cardinality(carried.leads), 0) as firsts,
    carried.told,
    carried.carried,
    (
        select percentile_disc(0.5) within group (order by lead)
        from unnest(carried.leads) as lead
    ) as median_lead_seconds
from carried
join news.dimensions as d on d.id = carried.source_id and d.dimension = 'source'
order by firsts desc, carried.carried desc, d.id
limit %(limit)s;
