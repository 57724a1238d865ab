-- Each source's part of the articles on a topic, or of all of them. One row per source that has one.
with counted as (
    select source_id, source, all_articles as articles, all_originals as originals
    from news.coverage_by_topic
    where %(topic)s::text is not null
        and topic_id = %(topic)s
        and period = 'day'
        and starts_on >= %(since)s
        and starts_on < %(until)s
        and region = %(region)s
        and (%(language)s::text is null or language = %(language)s)
        and (%(script)s::text is null or script = %(script)s)
    union all
    select source_id, source, articles, originals
    from news.coverage_by_source
    where %(topic)s::text is null
        and period = 'day'
        and starts_on >= %(since)s
        and starts_on < %(until)s
        and region = %(region)s
        and articles > 0
),
crawls as (
    select
        source_id,
        avg(case when status = 'not crawled' then 0 else share end) as completeness,
        count(*) filter (where status in ('not crawled', 'incomplete')) as holes
    from news.coverage_completeness
    where day >= %(since)s
        and day < least(%(until)s::date, (now() at time zone timezone)::date)
    group by source_id
)
select
    c.source_id,
    c.source,
    sum(c.articles)::bigint as articles,
    sum(c.articles)::float8 / sum(sum(c.articles)) over () as share,
    sum(c.originals)::bigint as originals,
    sum(c.originals)::float8 / nullif(sum(sum(c.originals)) over (), 0) as share_of_originals,
    crawls.completeness,
    crawls.holes
from counted as c
left join crawls on crawls.source_id = c.source_id
group by c.source_id, c.source, crawls.completeness, crawls.holes
order by articles desc, c.source_id
limit %(limit)s;
