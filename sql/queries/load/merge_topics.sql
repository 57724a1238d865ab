-- The topics of the current texts.
create temporary table found_topics on commit drop as
select a.id as article_id, t.id as topic_id, t.score, t.words
from merged as m
join versions as v on v.n = m.n
join news.articles as a on a.source_id = %(source)s and a.url = v.url
cross join jsonb_to_recordset(v.topics) as t (id text, score double precision, words jsonb)
where m.is_current;

-- A topic newer than the last sync has its id for a name until the next one: no load waits for it.
insert into news.topics (id, name_en, name_zh, name_pt, in_taxonomy)
select distinct topic_id, topic_id, topic_id, topic_id, false
from found_topics
order by topic_id
on conflict (id) do nothing;

delete from news.article_topics as held
using news.articles as a, affected
where a.id = held.article_id
    and a.source_id = %(source)s
    and a.url = affected.url
    and not exists (
        select
        from found_topics as f
        where f.article_id = held.article_id
            and f.topic_id = held.topic_id
    );

insert into news.article_topics (article_id, topic_id, score, words)
select article_id, topic_id, score, words
from found_topics
order by article_id, topic_id
on conflict (article_id, topic_id) do update set
    score = excluded.score,
    words = excluded.words
where (article_topics.score, article_topics.words) is distinct from (excluded.score, excluded.words);
