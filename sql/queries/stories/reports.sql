-- Articles to be read for what they tell of an event: originals in the languages asked for, whose texts
-- are kept. One row per article, with the names of its places.
select
    a.id,
    a.language,
    a.day,
    a.title,
    t.body,
    coalesce(
        (
            select jsonb_object_agg(p.place_id, p.words)
            from news.article_places as p
            where p.article_id = a.id
        ),
        '{}'
    ) as places
from news.articles as a
join news.texts as t
    on t.article_id = a.id
    and t.text_digest = a.text_digest
    and t.month = a.month
left join news.story_articles as m on m.article_id = a.id
where a.id = any(%(ids)s::bigint[])
    and a.language = any(%(languages)s)
    and coalesce(m.is_origin, true)
order by a.id;
