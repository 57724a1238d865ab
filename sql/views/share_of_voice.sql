-- Purpose: whose voice is heard on a topic, and in all: each source's share of a region's articles.
-- Grain: period x its first day x region x topic (null: all articles) x source, where there is one.
-- Of a topic count also the articles on what stands below it. Shares are of the period's articles
-- there are: see completeness of the source before reading a small one as silence.
-- depends: coverage_by_topic coverage_by_source
create or replace view news.share_of_voice as
with counted as (
    select
        period, starts_on, region, topic_id, topic, source_id, source,
        sum(all_articles) as articles,
        sum(all_originals) as originals
    from news.coverage_by_topic
    group by period, starts_on, region, topic_id, topic, source_id, source
    union all
    select period, starts_on, region, null, null, source_id, source, articles, originals
    from news.coverage_by_source
    where articles > 0
),
summed as (
    select
        period, starts_on, region, topic_id, topic, source_id, source, articles, originals,
        sum(articles) over everyone as of_articles,
        sum(originals) over everyone as of_originals
    from counted
    window everyone as (partition by period, starts_on, region, topic_id, topic)
)
select
    s.period,
    s.starts_on,
    s.region,
    s.topic_id,
    s.topic,
    s.source_id,
    s.source,
    s.articles::bigint as articles,
    s.of_articles::bigint as of_articles,
    s.articles::float8 / s.of_articles as share,
    s.originals::bigint as originals,
    s.of_originals::bigint as of_originals,
    s.originals::float8 / nullif(s.of_originals, 0) as share_of_originals,
    complete.completeness,
    complete.holes
from summed as s
left join news.period_completeness as complete
    on complete.period = s.period
    and complete.starts_on = s.starts_on
    and complete.source_id = s.source_id;

comment on view news.share_of_voice is 'Each source''s share of its region''s articles on a topic, and in all, per day, week or month.';
comment on column news.share_of_voice.period is 'day, week (from Monday) or month; ask for one of them.';
comment on column news.share_of_voice.starts_on is 'First day of the period.';
comment on column news.share_of_voice.region is 'Region of the sources.';
comment on column news.share_of_voice.topic_id is 'Topic, null for all articles.';
comment on column news.share_of_voice.topic is 'Name of the topic in English.';
comment on column news.share_of_voice.source_id is 'Source.';
comment on column news.share_of_voice.source is 'Name of the source.';
comment on column news.share_of_voice.articles is 'Its articles on the topic or on one below it, syndicated copies among them.';
comment on column news.share_of_voice.of_articles is 'Those of all sources of the region.';
comment on column news.share_of_voice.share is 'The former of the latter, 0 to 1.';
comment on column news.share_of_voice.originals is 'Its articles that are not syndicated copies.';
comment on column news.share_of_voice.of_originals is 'Those of all sources of the region.';
comment on column news.share_of_voice.share_of_originals is 'The former of the latter, 0 to 1; null when there are none.';
comment on column news.share_of_voice.completeness is 'Mean over the days of the share of what the source listed that is loaded or explained, 0 to 1: 0 for a day nobody crawled; null when nothing is known.';
comment on column news.share_of_voice.holes is 'Days of the period that nobody crawled or that lack more than 5 % of what the source listed.';
