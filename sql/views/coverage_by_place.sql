-- Purpose: how much each source wrote on each place, day by day.
-- Grain: day x place x source x language x script. An article counts once for each of its places,
-- so the rows of one day do not add up to its articles.
-- A day is one of the source's own time zone: that of publication, or of the first fetch where the
-- page gives no date. Originals are articles without the syndicated copies.
create or replace view news.coverage_by_place as
with counted as (
    select day, place_id, source_id, language, script, articles, originals
    from news.daily_places
)
select
    counted.day,
    counted.place_id,
    places.name_en as place,
    places.kind,
    places.parent_id as parent_place_id,
    counted.source_id,
    sources.name as source,
    counted.language,
    counted.script,
    counted.articles,
    counted.originals
from counted
join news.places on places.id = counted.place_id
join news.sources on sources.id = counted.source_id;

comment on view news.coverage_by_place is 'Articles per day, place, source, language and script.';
comment on column news.coverage_by_place.day is 'Day of publication, else of the first fetch, in the time zone of the source.';
comment on column news.coverage_by_place.place_id is 'Place.';
comment on column news.coverage_by_place.place is 'Name of the place in English.';
comment on column news.coverage_by_place.kind is 'Kind of the place, such as city or district.';
comment on column news.coverage_by_place.parent_place_id is 'Place it lies in.';
comment on column news.coverage_by_place.source_id is 'Source.';
comment on column news.coverage_by_place.source is 'Name of the source.';
comment on column news.coverage_by_place.language is 'BCP 47 primary tag.';
comment on column news.coverage_by_place.script is 'ISO 15924 code.';
comment on column news.coverage_by_place.articles is 'Articles, syndicated copies among them.';
comment on column news.coverage_by_place.originals is 'Articles that are not syndicated copies.';
