-- An archive of %(size)s articles that ends now, %(a_day)s a day: two beats, places and names each, one in
-- ten a copy of the one before, one in fifty an event that the next reports in another language; a run
-- a day for every source, which lists a twentieth more than there is. Days and runs are queued.
insert into news.sources (id, name, home, region, kind, languages, timezone, schedule)
select
    'bench_' || n, 'Bench ' || n, 'https://b.example/', case when n %% 10 = 9 then 'else' else 'bench' end,
    (array['newspaper', 'online', 'broadcaster'])[1 + n %% 3], '{en}', 'UTC', '0 * * * *'
from generate_series(0, 49) as n;

insert into news.batches
select
    'bench_' || n || '/' || day::date, 'bench_' || n, day::date::text, day, day + interval '1 day', day,
    day + interval '1 day', 1, 1, 1, 1, 1, '{}', '{}'
from generate_series(0, 49) as n
cross join generate_series(
    date_trunc('day', now() - make_interval(secs => %(size)s * 86400.0 / %(a_day)s), 'UTC'),
    date_trunc('day', now(), 'UTC'),
    interval '1 day'
) as day;

insert into news.finished_runs (batch_id)
select id
from news.batches;

insert into news.articles (
    source_id, url, title, authors, published_at, published_from, published_precision,
    language, script, words, text_digest, extractor, batch_id, warc, warc_offset, page_url,
    page_digest, fetched_at, last_fetched_at, first_fetched_at, day, created_at
)
select
    'bench_' || s.source, 'https://archive.example/' || n, 'Headline ' || n,
    '{}', at, 'metadata', case when n %% 20 = 0 then 'day' else 'second' end,
    (array['en', 'zh', 'zh', 'pt'])[1 + s.source %% 4], (array['Latn', 'Hant', 'Hans', 'Latn'])[1 + s.source %% 4],
    220, md5(n::text) || md5((n + 7)::text), 'prose',
    'bench_' || s.source || '/' || (at at time zone 'UTC')::date, 'a', 0, 'https://archive.example/' || n,
    'sha1:A', at, at, at, (at at time zone 'UTC')::date, at + make_interval(secs => 60 + n %% 7200)
from generate_series(1, %(size)s) as n
-- The source changes less often than the article, so that a copy is another's.
cross join lateral (select (n * 7 + n / 50) %% 50 as source) as s
cross join lateral (select now() - make_interval(secs => n * 86400.0 / %(a_day)s) as at) as moment;

select news.make_text_months(array(select distinct month from news.articles));

insert into news.texts (article_id, text_digest, month, body)
select id, text_digest, month, repeat(md5(id::text) || ' ' || md5((id + 1)::text) || E'\n', 20)
from news.articles
order by id;

insert into news.article_topics (article_id, topic_id, score, words)
select a.id, t.id, 1 + a.id %% 7, '{"word": 1}'
from news.articles as a
cross join generate_series(1, 2) as nth
cross join lateral (
    select floor(%(topics)s * random() ^ 1.5)::integer as n
    where a.id + nth > 0
) as drawn
join (select id, row_number() over (order by md5(id)) - 1 as n from news.topics where parent_id is not null) as t
    on t.n = drawn.n
on conflict do nothing;

insert into news.article_places (article_id, place_id, score, words)
select a.id, p.id, 1, '{"word": 1}'
from news.articles as a
cross join generate_series(1, 2) as nth
cross join lateral (
    select floor(%(places)s * random() ^ 2)::integer as n
    where a.id + nth > 0
) as drawn
join (select id, row_number() over (order by md5(id)) - 1 as n from news.places) as p
    on p.n = drawn.n
on conflict do nothing;

insert into news.article_names (article_id, kind, name, shown, mentions, score, words)
select a.id, 'organisation', 'Name ' || drawn.n, 'Name', 1, 1, '{"Name": 1}'
from news.articles as a
cross join generate_series(1, 2) as nth
cross join lateral (
    select floor(20000 * random() ^ 2)::integer as n
    where a.id + nth > 0
) as drawn
on conflict do nothing;

insert into news.urls (
    source_id, url, first_seen, last_seen, batch_id, fetched_at, digest, warc, warc_offset, published_at,
    article_id
)
select source_id, url, appeared_at, appeared_at, batch_id, fetched_at, 'sha1:' || id, warc, warc_offset, appeared_at, id
from news.articles;

with copies as (
    select o.id, o.day, o.source_id, o.appeared_at, c.id as copy_id, c.source_id as copy_source_id,
        c.appeared_at as copied_at
    from news.articles as o
    join news.articles as c on c.id = o.id - 1
    where o.id %% 10 = 0
        and c.source_id <> o.source_id
),
made as (
    insert into news.linked_stories (
        origin_id, articles, day, sources, origin_source_id, second_id, second_source_id, lead, is_timed
    )
    select
        id, 2, day, array[least(source_id, copy_source_id), greatest(source_id, copy_source_id)],
        source_id, copy_id, copy_source_id, copied_at - appeared_at, true
    from copies
    returning id, origin_id, second_id
)
insert into news.story_articles (article_id, story_id, similarity, is_origin)
select origin_id, id, 1, true from made
union all
select second_id, id, 0.9, false from made;

insert into news.event_pairs (first_id, second_id, day)
select o.id, o.id - 1, o.day
from news.articles as o
join news.articles as c on c.id = o.id - 1 and c.language <> o.language
where o.id %% 50 = 25;

insert into news.event_marks (kind, mark, day, article_id, language, told, strength)
select m.kind, m.mark, a.day, a.id, a.language, m.mark, m.strength
from news.event_pairs as p
join news.articles as a on a.id in (p.first_id, p.second_id)
cross join lateral (
    values
        ('figure', p.first_id::text, 0.9), ('figure', (p.first_id + 1)::text, 0.9),
        ('name', 'name ' || p.first_id %% 500, 0.9), ('place', 'place-' || p.first_id %% 100, 0.4),
        ('day', a.day::text, 0.4)
) as m (kind, mark, strength)
on conflict do nothing;

insert into news.frontier (
    source_id, url, way, first_seen, last_seen, stated_at, day, outcome, reason
)
select
    a.source_id, a.url || part.name, 'feed', a.appeared_at, a.appeared_at, a.appeared_at, a.day,
    part.outcome, part.reason
from news.articles as a
cross join (values ('', 'loaded', null), ('/lost', 'missing', 'timed out')) as part (name, outcome, reason)
where part.name = '' or a.id %% 20 = 0;

insert into news.changed_days (source_id, day)
select distinct source_id, day
from news.articles;
