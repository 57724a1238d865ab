-- Purpose: how much all sources of a region together wrote on each place, by day, week and month.
-- Grain: period x its first day x region x place, where there is an article. An article counts once
-- for each of its places, so the rows of one day do not add up to its articles.
-- A fiftieth of the rows of coverage_by_place, for pictures of a whole region.
create or replace view news.region_by_place as
select
    counted.period,
    counted.starts_on,
    counted.region,
    counted.place_id,
    places.name_en as place,
    places.kind,
    places.parent_id as parent_place_id,
    counted.articles,
    counted.originals,
    counted.all_articles,
    counted.all_originals,
    counted.all_articles::float8 / nullif(complete.articles, 0) as share,
    counted.all_originals::float8 / nullif(complete.originals, 0) as share_of_originals,
    complete.completeness,
    complete.holes
from news.region_places as counted
join news.places on places.id = counted.place_id
left join news.region_periods as complete
    on complete.period = counted.period
    and complete.starts_on = counted.starts_on
    and complete.region = counted.region;

comment on view news.region_by_place is 'Articles per day, week or month, region and place.';
comment on column news.region_by_place.period is 'day, week (from Monday) or month; ask for one of them.';
comment on column news.region_by_place.starts_on is 'First day of the period. An article belongs to its day of publication, else of the first fetch, in the time zone of the source.';
comment on column news.region_by_place.region is 'Region of the sources.';
comment on column news.region_by_place.place_id is 'Place.';
comment on column news.region_by_place.place is 'Name of the place in English.';
comment on column news.region_by_place.kind is 'Kind of the place, such as city or district.';
comment on column news.region_by_place.parent_place_id is 'Place it lies in.';
comment on column news.region_by_place.articles is 'Articles on the place itself, syndicated copies among them.';
comment on column news.region_by_place.originals is 'Those that are not syndicated copies.';
comment on column news.region_by_place.all_articles is 'Articles on the place or on one within it, each once.';
comment on column news.region_by_place.all_originals is 'Those that are not syndicated copies.';
comment on column news.region_by_place.share is 'all_articles of all articles of the region, 0 to 1.';
comment on column news.region_by_place.share_of_originals is 'all_originals of all originals of the region, 0 to 1; null when there are none.';
comment on column news.region_by_place.completeness is 'Mean completeness of the days of all sources of the region, 0 to 1: 0 for a day of a source that nobody crawled; null when nothing is known.';
comment on column news.region_by_place.holes is 'Days of the sources that nobody crawled or that lack more than 5 % of what was listed, summed over the sources.';
