-- The articles that carry the same text. One row per other article, the first to appear first.
select
    b.id as article_id, b.source_id, b.source, b.title, b.url, b.language, b.script, b.day,
    b.appeared_at, b.published_precision, b.is_original, b.similarity
from news.article_details as b
where b.story_id = (select a.story_id from news.article_details as a where a.id = %(article)s)
    and b.id <> %(article)s
order by b.appeared_at, b.id
limit 100;
