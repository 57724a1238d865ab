-- An archive of %(size)s articles, so many a day, whose texts nothing is like: bodies of random
-- words, and keys as random as those of real texts are.
insert into news.articles (
    source_id, url, title, body, authors, published_at, published_from, published_precision,
    language, script, words, text_digest, extractor, batch_id, warc, warc_offset, page_url,
    page_digest, fetched_at, last_fetched_at, first_fetched_at, day
)
select
    'bench_' || n %% 50, 'https://archive.example/' || n, 'Headline ' || n,
    repeat(md5(n::text) || ' ' || md5((n + 1)::text) || E'\n', 20),
    '{}', at, 'metadata', 'second', 'en', 'Latn', 220, md5(n::text) || md5((n + 7)::text), 'prose',
    'bench/archive', 'a', 0, 'https://archive.example/' || n, 'sha1:A', at, at, at, at::date
from generate_series(1, %(size)s) as n
cross join lateral (
    select timestamptz '2026-11-15' - make_interval(secs => n * 86400.0 / %(a_day)s) as at
) as moment;

insert into news.story_keys (hash, day, article_id)
select (random() * 9e18)::bigint, a.day, a.id
from news.articles as a
cross join generate_series(1, %(keys)s)
where a.batch_id = 'bench/archive';
