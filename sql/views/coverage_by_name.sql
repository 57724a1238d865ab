-- Purpose: how much each source wrote on each organisation and person, day by day.
-- Grain: day x organisation or person x source. An article counts once for each it names, so the
-- rows of one day do not add up to its articles.
-- A day is one of the source's own time zone: that of publication, or of the first fetch where the
-- page gives no date. Originals are articles without the syndicated copies.
create or replace view news.coverage_by_name as
select
    d.day,
    d.kind,
    d.name,
    d.source_id,
    s.name as source,
    d.articles,
    d.originals
from news.daily_names as d
join news.sources as s on s.id = d.source_id;

comment on view news.coverage_by_name is 'Articles per day, organisation or person, and source.';
comment on column news.coverage_by_name.day is 'Day of publication, else of the first fetch, in the time zone of the source.';
comment on column news.coverage_by_name.kind is 'organisation or person.';
comment on column news.coverage_by_name.name is 'The name it is kept by.';
comment on column news.coverage_by_name.source_id is 'Source.';
comment on column news.coverage_by_name.source is 'Name of the source.';
comment on column news.coverage_by_name.articles is 'Articles, syndicated copies among them.';
comment on column news.coverage_by_name.originals is 'Articles that are not syndicated copies.';
