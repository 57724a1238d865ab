-- Stories written in the last two days that have not one origin and the articles they count; those
-- whose articles are in the queue again are left out.
-- severity: serious
with recent as (
    select id, origin_id, articles
    from news.linked_stories
    where updated_at > now() - interval '2 days'
),
counted as (
    select
        recent.id,
        recent.origin_id,
        recent.articles,
        count(m.article_id) as members,
        count(*) filter (where m.is_origin and m.article_id = recent.origin_id) as origins,
        count(q.article_id) as queued
    from recent
    left join news.story_articles as m on m.story_id = recent.id
    left join news.link_queue as q on q.article_id = m.article_id
    group by recent.id, recent.origin_id, recent.articles
),
broken as (
    select id
    from counted
    where queued = 0
        and (members <> articles or origins <> 1)
)
select count(*) as rows, min(id)::text as example
from broken;
