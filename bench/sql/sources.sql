-- The sources and the two batches that the archive and the new articles belong to.
insert into news.sources (id, name, home, region, kind, languages, timezone, schedule)
select 'bench_' || n, 'Bench ' || n, 'https://b.example/', 'bench', 'online', '{en}', 'UTC', '0 * * * *'
from generate_series(0, 49) as n;

insert into news.batches
select id, 'bench_0', id, now(), now() + interval '1 hour', null, now(), 1, 1, 1, 1, 1, '{}', '{}'
from (values ('bench/archive'), ('bench/new')) as b (id);
