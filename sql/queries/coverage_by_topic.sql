-- Coverage by topic of a span. One row per topic that has articles or stands in the taxonomy; an
-- article counts once for each of its topics.
-- [since, until) is of the moment an article appeared: published, or first fetched where the page gives
-- no date. It is matched exactly, through the index on appeared_at, not by the days of the roll-ups;
-- null leaves that end open. An article whose date cannot be its own counts nowhere.
with chosen as (
    select a.id, a.appeared_at, coalesce(m.is_origin, true) as is_original
    from news.articles as a
    left join news.story_articles as m on m.article_id = a.id
    where a.appeared_at >= coalesce(%(since)s::timestamptz, '-infinity')
        and a.appeared_at < coalesce(%(until)s::timestamptz, 'infinity')
        and news.date_doubt(a.published_at, a.fetched_at) is null
),
counted as (
    select
        t.topic_id,
        count(*) as articles,
        count(*) filter (where chosen.is_original) as originals,
        min(chosen.appeared_at) as first,
        max(chosen.appeared_at) as last
    from chosen
    join news.article_topics as t on t.article_id = chosen.id
    group by t.topic_id
)
select
    topics.id,
    topics.name_en as name,
    topics.parent_id as parent,
    coalesce(counted.articles, 0) as articles,
    coalesce(counted.originals, 0) as originals,
    counted.first,
    counted.last
from news.topics
left join counted on counted.topic_id = topics.id
where topics.in_taxonomy or counted.articles > 0
order by articles desc, id;
