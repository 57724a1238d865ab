-- Coverage by source and period. One row per period that has a day of the span and source that has
-- articles in it or was to be crawled. Periods are whole.
-- [since, until] are days; null leaves that end open.
select
    starts_on,
    source_id as id,
    source as name,
    articles,
    originals,
    round(completeness::numeric, 3) as completeness,
    holes
from news.coverage_by_source
where period = %(period)s
    and starts_on between
        coalesce(date_trunc(%(period)s, %(since)s::timestamp)::date, '-infinity')
        and coalesce(%(until)s::date, 'infinity')
order by starts_on, articles desc, id;
