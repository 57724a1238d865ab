-- Purpose: how long it takes from the publication of an article until it is in the archive.
-- Grain: source x day of publication, where there is an article whose date has a time.
-- A day that was crawled later, as by a backfill, tells when that was.
create or replace view news.load_latency as
select
    latency.day,
    latency.source_id,
    sources.name as source,
    sources.region,
    latency.articles,
    latency.half_within as p50,
    latency.nine_in_ten_within as p90
from news.daily_latency as latency
join news.sources on sources.id = latency.source_id;

comment on view news.load_latency is 'Time from publication to load per source and day.';
comment on column news.load_latency.day is 'Day of publication in the time zone of the source.';
comment on column news.load_latency.source_id is 'Source.';
comment on column news.load_latency.source is 'Name of the source.';
comment on column news.load_latency.region is 'Region of the source.';
comment on column news.load_latency.articles is 'Articles of the day whose date has a time; the others tell nothing.';
comment on column news.load_latency.p50 is 'Median time from publication to the load that first brought the article.';
comment on column news.load_latency.p90 is 'Time within which nine in ten were loaded.';
