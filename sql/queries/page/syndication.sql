-- Who carries what others had first, and how much of all that a source publishes is copied. One row
-- per pair of sources, those with the most such texts first. Of an agency's text that both took, the
-- paper that was first stands for it.
with spread as (
    select source_id, sources, second_source_id, lead, is_timed
    from news.first_to_report
    where day >= %(since)s
        and day < %(until)s
        and region = %(region)s
        and (%(source)s::text is null or %(source)s = any (sources))
),
published as (
    select source_id, sum(articles) as articles, sum(articles - originals) as copies
    from news.coverage_by_source
    where period = 'day'
        and starts_on >= %(since)s
        and starts_on < %(until)s
    group by source_id
),
carried as (
    -- What a median needs is gathered, not sorted here: every row would be.
    select
        spread.source_id as from_id,
        each.source_id as to_id,
        count(*) as texts,
        array_agg(extract(epoch from spread.lead)::float8)
            filter (where spread.second_source_id = each.source_id and spread.is_timed) as waits
    from spread
    cross join unnest(spread.sources) as each (source_id)
    where each.source_id <> spread.source_id
        and (%(source)s::text is null or %(source)s in (each.source_id, spread.source_id))
    group by spread.source_id, each.source_id
)
select
    origin.id as from_source_id,
    origin.name as from_source,
    copying.id as to_source_id,
    copying.name as to_source,
    carried.texts,
    carried.texts::float8 / nullif(published.articles, 0) as share,
    published.copies::float8 / nullif(published.articles, 0) as share_of_copies,
    (
        select percentile_cont(0.5) within group (order by seconds)
        from unnest(carried.waits) as seconds
    ) as median_after_seconds
from carried
join news.dimensions as origin on origin.id = carried.from_id and origin.dimension = 'source'
join news.dimensions as copying on copying.id = carried.to_id and copying.dimension = 'source'
left join published on published.source_id = carried.to_id
order by texts desc, to_source_id, from_source_id
limit %(limit)s;
