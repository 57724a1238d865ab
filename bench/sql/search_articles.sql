-- Articles of the pool's texts: %(count)s of them from the number %(first)s on, so many a day, the
-- last ones of today; each has a word of its own and one of fifty topics.
select news.make_text_months(
    array(
        select month::date
        from generate_series(
            date_trunc('month', current_date - make_interval(secs => %(span)s * 86400.0 / %(a_day)s)),
            current_date,
            interval '1 month'
        ) as month
    )
);

with added as (
    insert into news.articles (
        source_id, url, title, authors, published_at, published_from, published_precision,
        language, script, words, text_digest, extractor, batch_id, warc, warc_offset, page_url,
        page_digest, fetched_at, last_fetched_at, first_fetched_at, day
    )
    select
        'bench_' || p.number %% 50, 'https://archive.example/' || n, p.title || ' own' || n,
        '{}', at, 'metadata', 'second', p.language, p.script, 220, md5(n::text) || md5((n + 7)::text),
        'prose', 'bench/archive', 'a', 0, 'https://archive.example/' || n, 'sha1:A', at, at, at, at::date
    from generate_series(%(first)s, %(first)s + %(count)s - 1) as n
    join bench_pool as p on p.number = n %% %(pool)s
    cross join lateral (
        select current_date - make_interval(secs => (n %% %(span)s) * 86400.0 / %(a_day)s) as at
    ) as moment
    returning id, source_id, url, text_digest, month
),
topics as (
    insert into news.article_topics (article_id, topic_id, score, words)
    select id, 'topic_' || id %% 50, 1, '{}'
    from added
),
texts as (
    insert into news.texts (article_id, text_digest, month, body)
    select a.id, a.text_digest, a.month, p.body
    from added as a
    join bench_pool as p
        on p.number = replace(a.url, 'https://archive.example/', '')::integer %% %(pool)s
)
insert into news.search_queue (article_id)
select id
from added;
