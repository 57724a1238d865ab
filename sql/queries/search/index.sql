-- Documents of queued articles, the newest first. One row: how many articles were read.
-- An article that a load holds right now is left for the next time, so that no older text replaces
-- a newer one. Of an article whose text is kept no longer the title alone is found. No partition is
-- made meanwhile.
select pg_advisory_xact_lock_shared(hashtextextended('news.search_months', 0));

with taken as (
    select a.id, a.day, a.title, a.text_digest, a.month, a.language, a.script, a.source_id
    from news.search_queue as q
    join news.articles as a on a.id = q.article_id
    order by q.article_id desc
    limit %(limit)s
    for update of q skip locked
    for share of a skip locked
),
made as (
    insert into news.search_documents as kept (article_id, day, document)
    select
        a.id,
        a.day,
        news.search_document(a.title, coalesce(t.body, ''), a.language, a.script, a.source_id)
    from taken as a
    left join news.texts as t
        on t.article_id = a.id
        and t.text_digest = a.text_digest
        and t.month = a.month
    order by a.day, a.id
    on conflict (article_id, day) do update set document = excluded.document
    where kept.document <> excluded.document
),
done as (
    delete from news.search_queue as q
    using taken
    where q.article_id = taken.id
)
select count(*) as articles
from taken;
