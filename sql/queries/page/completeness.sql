-- How complete the crawls of a region, or of one source, are. One row per period of which something
-- is known, of weeks and months the whole; sources that were never switched on are not among them.
select
    date_trunc(%(period)s, c.day)::date as starts_on,
    count(distinct c.source_id) as sources,
    count(*) filter (where c.status = 'not crawled') as not_crawled,
    count(*) filter (where c.status = 'incomplete') as incomplete,
    sum(c.listed)::bigint as listed,
    sum(c.missing)::bigint as missing,
    avg(case when c.status = 'not crawled' then 0 else c.share end) as completeness
from news.coverage_completeness as c
join news.dimensions as s on s.id = c.source_id and s.dimension = 'source'
where c.day >= date_trunc(%(period)s, %(since)s::date)
    and c.day < date_trunc(%(period)s, %(until)s::date - 1) + ('1 ' || %(period)s)::interval
    and s.region = %(region)s
    and (%(source)s::text is null or c.source_id = %(source)s)
group by date_trunc(%(period)s, c.day)
order by starts_on;
