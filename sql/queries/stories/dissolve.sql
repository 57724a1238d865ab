-- Take apart the stories of some articles whose text changed or went. One row per article that was
-- in one: without the changed text they may fall apart. An article whose text is kept no longer stays
-- in its story, which could not be found again.
with broken as (
    select distinct story_id
    from news.story_articles
    where article_id = any(%(ids)s::bigint[])
),
members as (
    select m.article_id, m.story_id, m.is_origin, m.similarity, t.article_id is null as stays
    from broken
    join news.story_articles as m on m.story_id = broken.story_id
    join news.articles as a on a.id = m.article_id
    left join lateral (
        select article_id
        from news.texts
        where article_id = a.id
            and text_digest = a.text_digest
            and month = a.month
        offset 0
    ) as t on true
),
released as (
    delete from news.story_articles as m
    using members
    where m.article_id = members.article_id
        and not members.stays
),
dropped as (
    delete from news.linked_stories as s
    using (
        select story_id
        from members
        group by story_id
        having not bool_or(stays)
    ) as empty
    where s.id = empty.story_id
)
select article_id as id, story_id as story, is_origin, similarity, stays
from members
order by article_id;
