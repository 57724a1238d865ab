-- Purpose: how much each source wrote on each topic, by day, week and month.
-- Grain: period x its first day x topic x source x language x script, where there is an article. An
-- article counts once for each of its topics, so the rows of one day do not add up to its articles.
-- Ask for one period, and for the days by starts_on: both reach the index.
create or replace view news.coverage_by_topic as
with counted as (
    select
        'day' as period, c.day as starts_on, c.topic_id, c.source_id, c.language, c.script,
        c.articles::bigint as articles,
        c.originals::bigint as originals,
        c.all_articles::bigint as all_articles,
        c.all_originals::bigint as all_originals
    from news.daily_coverage as c
    union all
    select
        p.period, p.starts_on, c.topic_id, c.source_id, c.language, c.script,
        sum(c.articles), sum(c.originals), sum(c.all_articles), sum(c.all_originals)
    from news.periods as p
    join news.daily_coverage as c on c.day = p.day
    group by p.period, p.starts_on, c.topic_id, c.source_id, c.language, c.script
)
select
    counted.period,
    counted.starts_on,
    counted.topic_id,
    topics.name_en as topic,
    topics.parent_id as parent_topic_id,
    counted.source_id,
    sources.name as source,
    sources.region,
    counted.language,
    counted.script,
    counted.articles,
    counted.originals,
    counted.all_articles,
    counted.all_originals,
    complete.completeness,
    complete.holes
from counted
left join news.topics on topics.id = counted.topic_id
join news.sources on sources.id = counted.source_id
left join news.period_completeness as complete
    on complete.period = counted.period
    and complete.starts_on = counted.starts_on
    and complete.source_id = counted.source_id;

comment on view news.coverage_by_topic is 'Articles per day, week or month, topic, source, language and script.';
comment on column news.coverage_by_topic.period is 'day, week (from Monday) or month; ask for one of them.';
comment on column news.coverage_by_topic.starts_on is 'First day of the period. An article belongs to its day of publication, else of the first fetch, in the time zone of the source.';
comment on column news.coverage_by_topic.topic_id is 'Topic.';
comment on column news.coverage_by_topic.topic is 'Name of the topic in English.';
comment on column news.coverage_by_topic.parent_topic_id is 'Topic it stands below, null for the top level.';
comment on column news.coverage_by_topic.source_id is 'Source.';
comment on column news.coverage_by_topic.source is 'Name of the source.';
comment on column news.coverage_by_topic.region is 'Region of the source.';
comment on column news.coverage_by_topic.language is 'BCP 47 primary tag.';
comment on column news.coverage_by_topic.script is 'ISO 15924 code.';
comment on column news.coverage_by_topic.articles is 'Articles on the topic itself, syndicated copies among them.';
comment on column news.coverage_by_topic.originals is 'Those that are not syndicated copies.';
comment on column news.coverage_by_topic.all_articles is 'Articles on the topic or on one below it, each once.';
comment on column news.coverage_by_topic.all_originals is 'Those that are not syndicated copies.';
comment on column news.coverage_by_topic.completeness is 'Mean over the days of the share of what the source listed that is loaded or explained, 0 to 1: 0 for a day nobody crawled; null when nothing is known.';
comment on column news.coverage_by_topic.holes is 'Days of the period that nobody crawled or that lack more than 5 % of what the source listed.';
