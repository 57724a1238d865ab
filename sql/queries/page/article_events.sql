-- Articles in other languages that report the same event. One row per article, the surest first.
select
    e.second_id as article_id, e.second_source_id as source_id, e.second_source as source,
    e.second_title as title, e.second_url as url, e.second_language as language,
    e.second_appeared_at as appeared_at, e.score
from news.same_event as e
where e.first_id = %(article)s
union all
select
    e.first_id, e.first_source_id, e.first_source, e.first_title, e.first_url, e.first_language,
    e.first_appeared_at, e.score
from news.same_event as e
where e.second_id = %(article)s
order by score desc, article_id
limit 20;
