-- Purpose: how much each source wrote on each place, by day, week and month.
-- Grain: period x its first day x place x source x language x script, where there is an article. An
-- article counts once for each of its places, so the rows of one day do not add up to its articles.
-- Ask for one period, and for the days by starts_on: both reach the index.
create or replace view news.coverage_by_place as
with counted as (
    select
        'day' as period, c.day as starts_on, c.place_id, c.source_id, c.language, c.script,
        c.articles::bigint as articles,
        c.originals::bigint as originals,
        c.all_articles::bigint as all_articles,
        c.all_originals::bigint as all_originals
    from news.daily_places as c
    union all
    select
        p.period, p.starts_on, c.place_id, c.source_id, c.language, c.script,
        sum(c.articles), sum(c.originals), sum(c.all_articles), sum(c.all_originals)
    from news.periods as p
    join news.daily_places as c on c.day = p.day
    group by p.period, p.starts_on, c.place_id, c.source_id, c.language, c.script
)
select
    counted.period,
    counted.starts_on,
    counted.place_id,
    places.name_en as place,
    places.kind,
    places.parent_id as parent_place_id,
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
left join news.places on places.id = counted.place_id
join news.sources on sources.id = counted.source_id
left join news.period_completeness as complete
    on complete.period = counted.period
    and complete.starts_on = counted.starts_on
    and complete.source_id = counted.source_id;

comment on view news.coverage_by_place is 'Articles per day, week or month, place, source, language and script.';
comment on column news.coverage_by_place.period is 'day, week (from Monday) or month; ask for one of them.';
comment on column news.coverage_by_place.starts_on is 'First day of the period. An article belongs to its day of publication, else of the first fetch, in the time zone of the source.';
comment on column news.coverage_by_place.place_id is 'Place.';
comment on column news.coverage_by_place.place is 'Name of the place in English.';
comment on column news.coverage_by_place.kind is 'Kind of the place, such as city or district.';
comment on column news.coverage_by_place.parent_place_id is 'Place it lies in.';
comment on column news.coverage_by_place.source_id is 'Source.';
comment on column news.coverage_by_place.source is 'Name of the source.';
comment on column news.coverage_by_place.region is 'Region of the source.';
comment on column news.coverage_by_place.language is 'BCP 47 primary tag.';
comment on column news.coverage_by_place.script is 'ISO 15924 code.';
comment on column news.coverage_by_place.articles is 'Articles on the place itself, syndicated copies among them.';
comment on column news.coverage_by_place.originals is 'Those that are not syndicated copies.';
comment on column news.coverage_by_place.all_articles is 'Articles on the place or on one within it, each once.';
comment on column news.coverage_by_place.all_originals is 'Those that are not syndicated copies.';
comment on column news.coverage_by_place.completeness is 'Mean over the days of the share of what the source listed that is loaded or explained, 0 to 1: 0 for a day nobody crawled; null when nothing is known.';
comment on column news.coverage_by_place.holes is 'Days of the period that nobody crawled or that lack more than 5 % of what the source listed.';
