-- Coverage by language and script of a span. One row per language and script that has articles.
-- [since, until) is of the moment an article appeared: published, or first fetched where the page gives
-- no date. It is matched exactly, through the index on appeared_at, not by the days of the roll-ups;
-- null leaves that end open. An article whose date cannot be its own counts nowhere.
with chosen as (
    select a.language, a.script, a.appeared_at, coalesce(m.is_origin, true) as is_original
    from news.articles as a
    left join news.story_articles as m on m.article_id = a.id
    where a.appeared_at >= coalesce(%(since)s::timestamptz, '-infinity')
        and a.appeared_at < coalesce(%(until)s::timestamptz, 'infinity')
        and news.date_doubt(a.published_at, a.fetched_at) is null
)
select
    language || '-' || script as id,
    language as name,
    script,
    count(*) as articles,
    count(*) filter (where is_original) as originals,
    min(appeared_at) as first,
    max(appeared_at) as last
from chosen
group by language, script
order by articles desc, id;
