-- What was published in which language. One row per language and script, the most articles first.
select
    language, script,
    sum(articles)::bigint as articles,
    sum(originals)::bigint as originals
from news.coverage_by_language
where period = 'day'
    and region = %(region)s
    and starts_on between %(since)s and %(until)s
group by language, script
order by articles desc, language, script;
