-- Purpose: what a correction of the taxonomy did to the counts: coverage before and after.
-- Grain: version tagged by then x day x source x topic x language x script, where a count changed.
create or replace view news.taxonomy_changes as
select
    effects.to_version,
    effects.from_version,
    taxonomies.first_synced_at as version_since,
    effects.day,
    effects.topic_id,
    topics.name_en as topic,
    effects.source_id,
    sources.name as source,
    effects.language,
    effects.script,
    effects.articles_before,
    effects.articles_after,
    effects.originals_before,
    effects.originals_after
from news.taxonomy_effects as effects
join news.topics on topics.id = effects.topic_id
join news.sources on sources.id = effects.source_id
left join news.taxonomies on taxonomies.version = effects.to_version;

comment on view news.taxonomy_changes is 'Counts that changed when days were tagged again by another version of the taxonomy.';
comment on column news.taxonomy_changes.to_version is 'Version of the taxonomy after.';
comment on column news.taxonomy_changes.from_version is 'Version before, null where a day''s articles had several or an unknown one.';
comment on column news.taxonomy_changes.version_since is 'When the version after was first synced here.';
comment on column news.taxonomy_changes.day is 'Day of publication, else of the first fetch, in the time zone of the source.';
comment on column news.taxonomy_changes.topic_id is 'Topic.';
comment on column news.taxonomy_changes.topic is 'Name of the topic in English.';
comment on column news.taxonomy_changes.source_id is 'Source.';
comment on column news.taxonomy_changes.source is 'Name of the source.';
comment on column news.taxonomy_changes.language is 'BCP 47 primary tag.';
comment on column news.taxonomy_changes.script is 'ISO 15924 code.';
comment on column news.taxonomy_changes.articles_before is 'Articles before, syndicated copies among them.';
comment on column news.taxonomy_changes.articles_after is 'Articles after.';
comment on column news.taxonomy_changes.originals_before is 'Articles before that are not syndicated copies.';
comment on column news.taxonomy_changes.originals_after is 'Articles after that are not syndicated copies.';
