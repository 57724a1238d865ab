-- The weeks of each source, of which what is asked of four weeks is put together.
-- depends: 0014-texts

create table if not exists news.weekly_coverage (
    starts_on date not null,
    source_id text not null references news.sources (id),
    topic_id text not null references news.topics (id),
    language text not null,
    script text not null,
    all_articles integer not null check (all_articles > 0),
    all_originals integer not null check (all_originals between 0 and all_articles),
    -- With the counts, so that the key alone answers for some weeks of a source.
    primary key (source_id, starts_on, topic_id, language, script) include (all_articles, all_originals)
);
comment on table news.weekly_coverage is 'Articles per week, source, topic, language and script: daily_coverage, summed.';
comment on column news.weekly_coverage.starts_on is 'Monday of the week.';
comment on column news.weekly_coverage.source_id is 'Source.';
comment on column news.weekly_coverage.topic_id is 'Topic.';
comment on column news.weekly_coverage.language is 'BCP 47 primary tag.';
comment on column news.weekly_coverage.script is 'ISO 15924 code.';
comment on column news.weekly_coverage.all_articles is 'Articles on the topic or on one below it, each once.';
comment on column news.weekly_coverage.all_originals is 'Those that are not syndicated copies.';

insert into news.weekly_coverage (
    starts_on, source_id, topic_id, language, script, all_articles, all_originals
)
select
    date_trunc('week', day::timestamp)::date, source_id, topic_id, language, script,
    sum(all_articles), sum(all_originals)
from news.daily_coverage
group by 1, 2, 3, 4, 5
order by 2, 1, 3, 4, 5
on conflict do nothing;
analyze news.weekly_coverage;
