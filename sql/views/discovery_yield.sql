-- Purpose: what each way of discovery brings a source, and whether it still brings anything.
-- Grain: source x way, of the articles published in the last 30 days.
-- A URL counts for the way that proposed it first.
create or replace view news.discovery_yield as
with counted as (
    select
        source_id, way,
        sum(listed) as listed,
        sum(loaded) as loaded,
        sum(explained) as explained,
        sum(missing) as missing,
        max(day) as last_day
    from news.daily_completeness
    where day > current_date - 30
        and day <= current_date + 1
    group by source_id, way
)
select
    counted.source_id,
    sources.name as source,
    counted.way,
    counted.listed,
    counted.loaded,
    counted.explained,
    counted.missing,
    counted.last_day
from counted
join news.sources on sources.id = counted.source_id;

comment on view news.discovery_yield is 'URLs of articles of the last 30 days per source and way of discovery.';
comment on column news.discovery_yield.source_id is 'Source.';
comment on column news.discovery_yield.source is 'Name of the source.';
comment on column news.discovery_yield.way is 'How they were found first: feed, sitemap, section, day archive, JSON list and so on.';
comment on column news.discovery_yield.listed is 'URLs proposed.';
comment on column news.discovery_yield.loaded is 'Those that are in the archive.';
comment on column news.discovery_yield.explained is 'Those left out for a reason that asking again will not change.';
comment on column news.discovery_yield.missing is 'Those still to be had.';
comment on column news.discovery_yield.last_day is 'The latest day it brought anything for.';
