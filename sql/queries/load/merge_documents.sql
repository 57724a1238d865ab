-- What searches read, of the articles whose text is new. No partition is made meanwhile.
select pg_advisory_xact_lock_shared(hashtextextended('news.search_months', 0));

insert into news.search_documents as kept (article_id, day, document)
select
    a.id,
    a.day,
    news.search_document(a.title, coalesce(t.body, ''), a.language, a.script, a.source_id)
from changes
join news.articles as a on a.id = changes.article_id
left join news.texts as t
    on t.article_id = a.id
    and t.text_digest = a.text_digest
    and t.month = a.month
where changes.reword
order by a.day, a.id
on conflict (article_id, day) do update set document = excluded.document
where kept.document <> excluded.document;
