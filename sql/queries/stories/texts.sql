-- Texts to compare. One row per article.
select id, source_id, url, body, day, appeared_at
from news.articles
where id = any(%(ids)s::bigint[])
order by id;
