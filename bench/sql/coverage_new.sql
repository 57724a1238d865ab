-- New articles of a source on a day after the archive's last, as a load and the linker leave them.
with batch as (
    insert into news.batches
    select
        %(source)s || '/new' || %(day)s, %(source)s, 'new' || %(day)s, %(at)s, %(at)s::timestamptz + interval '1 day',
        %(at)s, now(), 1, 1, 1, 1, 1, '{}', '{}'
    on conflict do nothing
),
added as (
    insert into news.articles (
        source_id, url, title, authors, published_at, published_from, published_precision,
        language, script, words, text_digest, extractor, batch_id, warc, warc_offset, page_url,
        page_digest, fetched_at, last_fetched_at, first_fetched_at, day
    )
    select
        %(source)s, 'https://new.example/' || %(day)s || '/' || n, 'Headline ' || n,
        '{}', %(at)s, 'metadata', 'second', 'en', 'Latn', 220,
        md5(n::text) || md5(n::text), 'prose', %(source)s || '/new' || %(day)s, 'a', 0, 'u', 'sha1:A',
        %(at)s, %(at)s, %(at)s, %(day)s::date
    from generate_series(1, %(count)s) as n
    returning id
),
told as (
    insert into news.article_topics (article_id, topic_id, score, words)
    select added.id, t.id, 1, '{"word": 1}'
    from added
    cross join lateral (
        select id from news.topics where parent_id is not null and added.id > 0 order by random() limit 2
    ) as t
),
placed as (
    insert into news.article_places (article_id, place_id, score, words)
    select added.id, p.id, 1, '{"word": 1}'
    from added
    cross join lateral (select id from news.places where added.id > 0 order by random() limit 2) as p
),
named as (
    insert into news.article_names (article_id, kind, name, shown, mentions, score, words)
    -- Some are named more often than others, as in the archive.
    select added.id, 'organisation', 'Name ' || drawn.n, 'Name', 1, 1, '{"Name": 1}'
    from added
    cross join generate_series(1, 2) as nth
    cross join lateral (
        select floor(20000 * random() ^ 2)::integer as n
        where added.id + nth > 0
    ) as drawn
    on conflict do nothing
),
runs as (
    insert into news.finished_runs (batch_id)
    values (%(source)s || '/new' || %(day)s)
    on conflict do nothing
)
insert into news.changed_days (source_id, day)
values (%(source)s, %(day)s)
on conflict do nothing;
