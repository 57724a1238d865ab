-- What searches read, of the articles whose text is new. No partition is made meanwhile.
select pg_advisory_xact_lock_shared(hashtextextended('news.search_months', 0));

create temporary table reworded on commit drop as
select c.article_id, v.body
from changes as c
join news.articles as a on a.id = c.article_id
join merged as m on m.url = a.url and m.is_current
join versions as v on v.n = m.n
where c.reword;

-- An earlier text that is the newest again stands in the database; this looks at all its partitions.
do $$
begin
    if exists (select from reworded where body is null) then
        update reworded as r
        set body = t.body
        from news.articles as a
        join news.texts as t
            on t.article_id = a.id
            and t.text_digest = a.text_digest
            and t.month = a.month
        where r.body is null
            and a.id = r.article_id;
    end if;
end
$$;

insert into news.search_documents as kept (article_id, day, document)
select
    a.id,
    a.day,
    news.search_document(a.title, coalesce(r.body, ''), a.language, a.script, a.source_id)
from reworded as r
join news.articles as a on a.id = r.article_id
order by a.day, a.id
on conflict (article_id, day) do update set document = excluded.document
where kept.document <> excluded.document;
