-- Purpose: how much each source wrote on each topic, day by day.
-- Grain: day x topic x source x language x script. An article counts once for each of its topics,
-- so the rows of one day do not add up to its articles.
-- A day is one of the source's own time zone: that of publication, or of the first fetch where the
-- page gives no date. Originals are articles without the syndicated copies.
create or replace view news.coverage_by_topic as
with counted as (
    select day, topic_id, source_id, language, script, articles, originals
    from news.daily_coverage
)
select
    counted.day,
    counted.topic_id,
    topics.name_en as topic,
    topics.parent_id as parent_topic_id,
    counted.source_id,
    sources.name as source,
    counted.language,
    counted.script,
    counted.articles,
    counted.originals
from counted
join news.topics on topics.id = counted.topic_id
join news.sources on sources.id = counted.source_id;

comment on view news.coverage_by_topic is 'Articles per day, topic, source, language and script.';
comment on column news.coverage_by_topic.day is 'Day of publication, else of the first fetch, in the time zone of the source.';
comment on column news.coverage_by_topic.topic_id is 'Topic.';
comment on column news.coverage_by_topic.topic is 'Name of the topic in English.';
comment on column news.coverage_by_topic.parent_topic_id is 'Topic it stands below, null for the top level.';
comment on column news.coverage_by_topic.source_id is 'Source.';
comment on column news.coverage_by_topic.source is 'Name of the source.';
comment on column news.coverage_by_topic.language is 'BCP 47 primary tag.';
comment on column news.coverage_by_topic.script is 'ISO 15924 code.';
comment on column news.coverage_by_topic.articles is 'Articles, syndicated copies among them.';
comment on column news.coverage_by_topic.originals is 'Articles that are not syndicated copies.';
