-- Articles in other languages that report the same event. One row per article, the surest first.
with told as (
    select second_id as id, score
    from news.same_event
    where first_id = %(article)s
    union all
    select first_id, score
    from news.same_event
    where second_id = %(article)s
    order by score desc, id
    limit 20
)
select
    a.id as article_id, a.source_id, a.source, a.title, a.url, a.language, a.script, a.day,
    a.appeared_at, a.published_precision, told.score
from told
join news.article_details as a on a.id = told.id
order by told.score desc, a.id;
