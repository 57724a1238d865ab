-- An archive of %(size)s articles, so many a day, whose texts nothing is like: bodies of random
-- words, keys as random as those of real texts are, and marks of events of which some are common.
insert into news.articles (
    source_id, url, title, authors, published_at, published_from, published_precision,
    language, script, words, text_digest, extractor, batch_id, warc, warc_offset, page_url,
    page_digest, fetched_at, last_fetched_at, first_fetched_at, day
)
select
    'bench_' || n %% 50, 'https://archive.example/' || n, 'Headline ' || n,
    '{}', at, 'metadata', 'second', 'en', 'Latn', 220, md5(n::text) || md5((n + 7)::text), 'prose',
    'bench/archive', 'a', 0, 'https://archive.example/' || n, 'sha1:A', at, at, at, at::date
from generate_series(1, %(size)s) as n
cross join lateral (
    select timestamptz '2026-11-15' - make_interval(secs => n * 86400.0 / %(a_day)s) as at
) as moment;

select news.make_text_months(array(select distinct month from news.articles));

insert into news.texts (article_id, text_digest, month, body)
select id, text_digest, month, repeat(md5(id::text) || ' ' || md5((id + 1)::text) || E'\n', 20)
from news.articles
where batch_id = 'bench/archive'
order by id;

insert into news.story_keys (hash, day, article_id)
select (random() * 9e18)::bigint, a.day, a.id
from news.articles as a
cross join generate_series(1, %(keys)s)
where a.batch_id = 'bench/archive';

insert into news.event_marks (kind, mark, day, article_id, language, told, strength)
select
    m.kind, m.mark, a.day, a.id, (array['en', 'zh', 'zh', 'pt'])[1 + a.id %% 4], m.mark,
    case m.kind when 'figure' then 0.7 when 'name' then 0.9 else 0.4 end
from news.articles as a
cross join generate_series(1, %(marks)s) as n
cross join lateral (
    select
        (array['figure', 'figure', 'name', 'place', 'day'])[1 + n %% 5],
        case n %% 5
            when 2 then 'name ' || floor(20000 * random() ^ 2)
            when 3 then 'place-' || floor(200 * random() ^ 2)
            when 4 then (a.day + floor(20 * random() ^ 2)::integer)::text
            else floor(10 ^ (2 + 4 * random()))::text
        end
    -- Of the row, so that it is drawn anew for each.
    where a.id + n > 0
) as m (kind, mark)
where a.batch_id = 'bench/archive'
on conflict do nothing;
