-- Purpose: how much all sources of a region wrote in each language on each topic, by day, week, month.
-- Grain: period x its first day x region x language x script x topic, where there is an article. An
-- article counts once for each of its topics, so the rows of one day do not add up to its articles.
-- Far fewer rows than coverage_by_topic, for pictures of a whole region in one language.
create or replace view news.language_by_topic as
select
    counted.period,
    counted.starts_on,
    counted.region,
    counted.language,
    counted.script,
    counted.topic_id,
    topics.name_en as topic,
    topics.parent_id as parent_topic_id,
    counted.articles,
    counted.originals,
    counted.all_articles,
    counted.all_originals,
    complete.completeness,
    complete.holes
from news.language_topics as counted
join news.topics on topics.id = counted.topic_id
left join news.region_periods as complete
    on complete.period = counted.period
    and complete.starts_on = counted.starts_on
    and complete.region = counted.region;

comment on view news.language_by_topic is 'Articles per day, week or month, region, language, script and topic.';
comment on column news.language_by_topic.period is 'day, week (from Monday) or month; ask for one of them.';
comment on column news.language_by_topic.starts_on is 'First day of the period. An article belongs to its day of publication, else of the first fetch, in the time zone of the source.';
comment on column news.language_by_topic.region is 'Region of the sources.';
comment on column news.language_by_topic.language is 'BCP 47 primary tag.';
comment on column news.language_by_topic.script is 'ISO 15924 code.';
comment on column news.language_by_topic.topic_id is 'Topic.';
comment on column news.language_by_topic.topic is 'Name of the topic in English.';
comment on column news.language_by_topic.parent_topic_id is 'Topic it stands below, null for the top level.';
comment on column news.language_by_topic.articles is 'Articles on the topic itself, syndicated copies among them.';
comment on column news.language_by_topic.originals is 'Those that are not syndicated copies.';
comment on column news.language_by_topic.all_articles is 'Articles on the topic or on one below it, each once.';
comment on column news.language_by_topic.all_originals is 'Those that are not syndicated copies.';
comment on column news.language_by_topic.completeness is 'Mean completeness of the days of all sources of the region, 0 to 1: 0 for a day of a source that nobody crawled; null when nothing is known.';
comment on column news.language_by_topic.holes is 'Days of the sources that nobody crawled or that lack more than 5 % of what was listed, summed over the sources.';
