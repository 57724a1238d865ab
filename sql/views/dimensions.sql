-- Purpose: what the archive can be asked by: its sources, topics and places, with their names.
-- Grain: source, topic or place, those no longer in the catalogue, taxonomy or gazetteer too.
-- To count a topic or a place with all below it, ask for those whose lineage has it.
create or replace view news.dimensions as
with recursive topics as (
    select id, parent_id, array[id] as lineage
    from news.topics
    where parent_id is null
    union all
    select t.id, t.parent_id, topics.lineage || t.id
    from news.topics as t
    join topics on topics.id = t.parent_id
),
places as (
    select id, parent_id, array[id] as lineage
    from news.places
    where parent_id is null
    union all
    select p.id, p.parent_id, places.lineage || p.id
    from news.places as p
    join places on places.id = p.parent_id
)
select
    'source' as dimension,
    s.id,
    null as parent_id,
    array[s.id] as lineage,
    s.name,
    s.native_name,
    null as name_zh_hant,
    null as name_zh_hans,
    null as name_pt,
    s.region,
    s.kind,
    s.languages,
    s.timezone,
    s.home,
    s.in_catalogue as is_current
from news.sources as s
union all
select
    'topic', t.id, t.parent_id, topics.lineage, t.name_en, null, t.name_zh, null, t.name_pt,
    null, null, null, null, null, t.in_taxonomy
from news.topics as t
join topics on topics.id = t.id
union all
select
    'place', p.id, p.parent_id, places.lineage, p.name_en, null, p.name_zh_hant, p.name_zh_hans, p.name_pt,
    null, p.kind, null, null, null, p.in_gazetteer
from news.places as p
join places on places.id = p.id;

comment on view news.dimensions is 'Sources, topics and places with their names and what stands above them.';
comment on column news.dimensions.dimension is 'source, topic or place.';
comment on column news.dimensions.id is 'Source, topic or place.';
comment on column news.dimensions.parent_id is 'Topic or place directly above, null for the top level and for sources.';
comment on column news.dimensions.lineage is 'From the top level down to itself.';
comment on column news.dimensions.name is 'Name: of a source as its catalogue file gives it, of others in English.';
comment on column news.dimensions.native_name is 'Name of a source in its own language, where that is another.';
comment on column news.dimensions.name_zh_hant is 'Name of a topic or a place in Traditional Chinese.';
comment on column news.dimensions.name_zh_hans is 'Name of a place in Simplified Chinese; topics are named in Traditional Chinese alone.';
comment on column news.dimensions.name_pt is 'Name of a topic or a place in Portuguese.';
comment on column news.dimensions.region is 'Region of a source.';
comment on column news.dimensions.kind is 'Kind of a source, such as newspaper, or of a place, such as city.';
comment on column news.dimensions.languages is 'Languages of a source.';
comment on column news.dimensions.timezone is 'IANA time zone in which the days of a source are counted.';
comment on column news.dimensions.home is 'Home page of a source.';
comment on column news.dimensions.is_current is 'Whether the catalogue, the taxonomy or the gazetteer has it now.';
