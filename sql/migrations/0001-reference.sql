-- Reference data: what the catalogue, the taxonomy and the gazetteer say, kept for joins and names.
-- depends:

-- `if not exists` throughout: yoyo marks a migration after it has committed, so a process killed
-- between the two runs it again.
create schema if not exists news;
comment on schema news is 'The press of a region: articles, where each came from, and what they are about.';

create table if not exists news.sources (
    id text primary key check (id ~ '^[a-z][a-z0-9_]{1,62}$'),
    name text not null,
    native_name text,
    home text not null,
    region text not null,
    place text,
    kind text not null check (
        kind in ('newspaper', 'online', 'broadcaster', 'government', 'agency', 'portal')
    ),
    languages text[] not null check (cardinality(languages) > 0),
    timezone text not null,
    schedule text not null,
    in_catalogue boolean not null default true
);
comment on table news.sources is 'One row per news site, synced from the YAML catalogue.';
comment on column news.sources.id is 'Name of the YAML file.';
comment on column news.sources.name is 'Name in English.';
comment on column news.sources.native_name is 'Name in the language of the site.';
comment on column news.sources.home is 'Address of the front page.';
comment on column news.sources.region is 'Folder of the catalogue the source stands in, such as gba.';
comment on column news.sources.place is 'Place of the gazetteer it reports from; not enforced, the gazetteer may be synced later.';
comment on column news.sources.kind is 'newspaper, online, broadcaster, government, agency or portal.';
comment on column news.sources.languages is 'Languages it publishes in: en, zh-Hant, zh-Hans, pt.';
comment on column news.sources.timezone is 'IANA time zone its days are counted in.';
comment on column news.sources.schedule is 'Cron expression of its DAG, in its time zone.';
comment on column news.sources.in_catalogue is 'False once its YAML file is gone; its articles stay.';

create table if not exists news.topics (
    id text primary key,
    qcode text unique,
    parent_id text references news.topics (id) deferrable initially deferred,
    name_en text not null,
    name_zh text not null,
    name_pt text not null,
    in_taxonomy boolean not null default true
);
comment on table news.topics is 'One row per topic: the top level of the IPTC Media Topics and the beats of the region.';
comment on column news.topics.id is 'Slug of the taxonomy.';
comment on column news.topics.qcode is 'IPTC Media Topics code without medtop:, null for a beat.';
comment on column news.topics.parent_id is 'Topic a beat stands below, null for the top level.';
comment on column news.topics.name_en is 'Name in English.';
comment on column news.topics.name_zh is 'Name in Chinese.';
comment on column news.topics.name_pt is 'Name in Portuguese.';
comment on column news.topics.in_taxonomy is 'False once the taxonomy no longer has it; its articles stay.';
create index if not exists topics_parent on news.topics (parent_id);

create table if not exists news.places (
    id text primary key,
    kind text not null,
    parent_id text references news.places (id) deferrable initially deferred,
    name_en text not null,
    name_zh_hant text not null,
    name_zh_hans text not null,
    name_pt text not null,
    in_gazetteer boolean not null default true
);
comment on table news.places is 'One row per place of the gazetteer.';
comment on column news.places.id is 'Slug of the gazetteer.';
comment on column news.places.kind is 'region, city, district and so on, as the gazetteer says.';
comment on column news.places.parent_id is 'Place it lies in, null for the outermost.';
comment on column news.places.name_en is 'Usual name in English.';
comment on column news.places.name_zh_hant is 'Usual name in Traditional Chinese.';
comment on column news.places.name_zh_hans is 'Usual name in Simplified Chinese.';
comment on column news.places.name_pt is 'Usual name in Portuguese.';
comment on column news.places.in_gazetteer is 'False once the gazetteer no longer has it; its articles stay.';
create index if not exists places_parent on news.places (parent_id);
