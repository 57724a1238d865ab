-- Take apart the stories of some articles whose text changed or went. One row per article that was
-- in one: without the changed text they may fall apart.
with broken as (
    select distinct story_id
    from news.story_articles
    where article_id = any(%(ids)s::bigint[])
),
released as (
    delete from news.story_articles as m
    using broken
    where m.story_id = broken.story_id
    returning m.article_id, m.is_origin
),
dropped as (
    delete from news.linked_stories as s
    using broken
    where s.id = broken.story_id
)
select article_id as id, is_origin
from released
order by article_id;
