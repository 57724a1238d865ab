-- Coverage by language, script and period. One row per period that has a day of the span and
-- language and script that has articles in it, of all regions. Periods are whole.
-- [since, until] are days; null leaves that end open.
select
    starts_on,
    language || '-' || script as id,
    language as name,
    script,
    sum(articles)::bigint as articles,
    sum(originals)::bigint as originals
from news.coverage_by_language
where period = %(period)s
    and starts_on between
        coalesce(date_trunc(%(period)s, %(since)s::timestamp)::date, '-infinity')
        and coalesce(%(until)s::date, 'infinity')
group by starts_on, language, script
order by starts_on, articles desc, id;
