-- An archive of %(size)s articles that ends now, %(a_day)s a day, whose texts are those of the temporary
-- table bench_texts in turn, tagged as it says by version %(version)s. Its days are queued.
insert into news.sources (id, name, home, region, kind, languages, timezone, schedule)
select
    'bench_' || n, 'Bench ' || n, 'https://b.example/', 'bench', 'newspaper', '{en}', 'UTC', '0 * * * *'
from generate_series(0, 49) as n;

insert into news.batches
select
    'bench_' || n, 'bench_' || n, 'all', now(), now() + interval '1 day', now(), now() + interval '1 day', 1, 1, 1, 1, 1, '{}', '{}'
from generate_series(0, 49) as n;

insert into news.articles (
    source_id, url, title, authors, published_at, published_from, published_precision,
    language, script, words, text_digest, extractor, batch_id, warc, warc_offset, page_url,
    page_digest, fetched_at, last_fetched_at, first_fetched_at, day
)
select
    'bench_' || n %% 50, 'https://archive.example/' || n, t.title, '{}', at, 'metadata', 'second',
    t.language, t.script, t.words, md5(n::text) || md5((n + 7)::text), 'prose', 'bench_' || n %% 50,
    'a', 0, 'https://archive.example/' || n, 'sha1:A', at, at, at, (at at time zone 'UTC')::date
from generate_series(1, %(size)s) as n
cross join lateral (select now() - make_interval(secs => n * 86400.0 / %(a_day)s) as at) as moment
join bench_texts as t on t.number = n %% (select count(*) from bench_texts);

select news.make_text_months(array(select distinct month from news.articles));

insert into news.texts (article_id, text_digest, month, body)
select a.id, a.text_digest, a.month, t.body
from news.articles as a
join bench_texts as t
    on t.number = substring(a.url from '[0-9]+$')::integer %% (select count(*) from bench_texts)
order by a.id;

insert into news.article_topics (article_id, topic_id, score, words)
select a.id, m.id, m.score, m.words
from news.articles as a
join bench_texts as t
    on t.number = substring(a.url from '[0-9]+$')::integer %% (select count(*) from bench_texts)
cross join jsonb_to_recordset(t.topics) as m (id text, score double precision, words jsonb);

insert into news.article_places (article_id, place_id, score, words)
select a.id, m.id, m.score, m.words
from news.articles as a
join bench_texts as t
    on t.number = substring(a.url from '[0-9]+$')::integer %% (select count(*) from bench_texts)
cross join jsonb_to_recordset(t.places) as m (id text, score double precision, words jsonb);

insert into news.tagged_days (source_id, day, taxonomy)
select distinct source_id, day, %(version)s
from news.articles;

insert into news.changed_days (source_id, day)
select distinct source_id, day
from news.articles;
