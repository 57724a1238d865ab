-- The documents of the archive, by way of the pool's; the index is made at the end.
do $$
declare
    definition constant text := replace(
        pg_get_indexdef('news.search_documents_words'::regclass), ' ON ONLY ', ' ON '
    );
begin
    drop index news.search_documents_words;
    update bench_pool
    set document = news.search_document(title, body, language, script, 'bench_' || number % 50);
    insert into news.search_documents (article_id, day, document)
    select a.id, a.day, p.document || setweight(to_tsvector('simple', 'own' || n), 'A')
    from news.articles as a
    cross join lateral (select replace(a.url, 'https://archive.example/', '')::integer) as numbers (n)
    join bench_pool as p on p.number = n % (select count(*) from bench_pool)
    order by a.day;
    execute definition;
    truncate news.search_queue;
end
$$;
