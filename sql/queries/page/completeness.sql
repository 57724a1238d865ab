-- How complete the crawls of a region, or of one source, are. One row per period of which something
-- is known, of weeks and months the whole; sources that were never switched on are not among them, and
-- one that is crawled no more is a hole for four weeks, as in the roll-ups.
with told as (
    select
        c.source_id, c.day, c.status, c.listed, c.missing, c.share,
        max(c.day) filter (where c.runs > 0) over (partition by c.source_id) as last_crawled
    from news.coverage_completeness as c
    join news.dimensions as s on s.id = c.source_id and s.dimension = 'source'
    where c.day >= date_trunc(%(period)s, %(since)s::date) - interval '28 days'
        and s.region = %(region)s
        and (%(source)s::text is null or c.source_id = %(source)s)
)
select
    date_trunc(%(period)s, day)::date as starts_on,
    count(distinct source_id) as sources,
    count(*) filter (where status = 'not crawled') as not_crawled,
    count(*) filter (where status = 'incomplete') as incomplete,
    sum(listed)::bigint as listed,
    sum(missing)::bigint as missing,
    avg(case when status = 'not crawled' then 0 else share end) as completeness
from told
where day >= date_trunc(%(period)s, %(since)s::date)
    and day < date_trunc(%(period)s, %(until)s::date - 1) + ('1 ' || %(period)s)::interval
    and (status <> 'not crawled' or day <= last_crawled + 28)
group by date_trunc(%(period)s, day)
order by starts_on;
