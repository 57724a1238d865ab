-- The topics of the staged articles; a row that would not change is not touched.
create temporary table found_topics on commit drop as
select
    (s.line ->> 'id')::bigint as article_id, t.id as topic_id, t.score, t.words
from staged_tags as s
cross join jsonb_to_recordset(s.line -> 'topics') as t (
    id text, score double precision, words jsonb
);

delete from news.article_topics as held
using staged_tags as s
where held.article_id = (s.line ->> 'id')::bigint
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
