-- Coverage by source of a span. One row per source that has articles or stands in the catalogue.
-- [since, until) is of the moment an article appeared: published, or first fetched where the page gives
-- no date. It is matched exactly, through the index on appeared_at, not by the days of the roll-ups;
-- null leaves that end open.
with chosen as (
    select a.source_id, a.appeared_at, coalesce(m.is_origin, true) as is_original
    from news.articles as a
    left join news.story_articles as m on m.article_id = a.id
    where a.appeared_at >= coalesce(%(since)s::timestamptz, '-infinity')
        and a.appeared_at < coalesce(%(until)s::timestamptz, 'infinity')
),
counted as (
    select
        source_id,
        count(*) as articles,
        count(*) filter (where is_original) as originals,
        min(appeared_at) as first,
        max(appeared_at) as last
    from chosen
    group by source_id
)
select
    sources.id,
    sources.name,
    coalesce(counted.articles, 0) as articles,
    coalesce(counted.originals, 0) as originals,
    counted.first,
    counted.last
from news.sources
left join counted on counted.source_id = sources.id
where sources.in_catalogue or counted.articles > 0
order by articles desc, id;
