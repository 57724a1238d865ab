-- The stories that hold some articles, with all their articles. One row per article.
with touched as (
    select distinct story_id
    from news.story_articles
    where article_id = any(%(ids)s::bigint[])
)
select m.article_id as id, m.story_id as story, m.is_origin, m.similarity
from touched
join news.story_articles as m on m.story_id = touched.story_id
order by m.article_id;
