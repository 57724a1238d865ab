-- Topics of the articles, and the table of the texts.
insert into news.topics (id, name_en, name_zh, name_pt)
select 'topic_' || n, 'T', 'T', 'T'
from generate_series(0, 49) as n;

create unlogged table bench_pool (
    number integer primary key, title text, body text, language text, script text, document tsvector
);
