-- Articles of the pool's texts: %(count)s of them from the number %(first)s on, so many a day, the
-- last ones of today; each has a word of its own and one of fifty topics.
with added as (
    insert into news.articles (
        source_id, url, title, body, authors, published_at, published_from, published_precision,
        language, script, words, text_digest, extractor, batch_id, warc, warc_offset, page_url,
        page_digest, fetched_at, last_fetched_at, first_fetched_at, day
    )
    select
        'bench_' || p.number %% 50, 'https://archive.example/' || n, p.title || ' own' || n, p.body,
        '{}', at, 'metadata', 'second', p.language, p.script, 220, md5(n::text) || md5((n + 7)::text),
        'prose', 'bench/archive', 'a', 0, 'https://archive.example/' || n, 'sha1:A', at, at, at, at::date
    from generate_series(%(first)s, %(first)s + %(count)s - 1) as n
    join bench_pool as p on p.number = n %% %(pool)s
    cross join lateral (
        select current_date - make_interval(secs => (n %% %(span)s) * 86400.0 / %(a_day)s) as at
    ) as moment
    returning id, source_id
),
topics as (
    insert into news.article_topics (article_id, topic_id, score, words)
    select id, 'topic_' || id %% 50, 1, '{}'
    from added
)
insert into news.search_queue (article_id)
select id
from added;
