-- Purpose: how much each source published, day by day.
-- Grain: day x source.
-- A day is one of the source's own time zone: that of publication, or of the first fetch where the
-- page gives no date. Originals are articles without the syndicated copies.
create or replace view news.coverage_by_source as
with counted as (
    select day, source_id, sum(articles) as articles, sum(originals) as originals
    from news.daily_totals
    group by day, source_id
)
select
    counted.day,
    counted.source_id,
    sources.name as source,
    sources.kind,
    counted.articles,
    counted.originals
from counted
join news.sources on sources.id = counted.source_id;

comment on view news.coverage_by_source is 'Articles per day and source.';
comment on column news.coverage_by_source.day is 'Day of publication, else of the first fetch, in the time zone of the source.';
comment on column news.coverage_by_source.source_id is 'Source.';
comment on column news.coverage_by_source.source is 'Name of the source.';
comment on column news.coverage_by_source.kind is 'newspaper, online, broadcaster, government, agency or portal.';
comment on column news.coverage_by_source.articles is 'Articles, syndicated copies among them.';
comment on column news.coverage_by_source.originals is 'Articles that are not syndicated copies.';
