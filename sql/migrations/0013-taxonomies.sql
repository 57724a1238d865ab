-- Versions of the taxonomy: which one each day's articles are tagged with, what a correction changed.
-- depends: 0009-events

create table if not exists news.taxonomies (
    version text primary key,
    content jsonb not null,
    first_synced_at timestamptz not null default now()
);
comment on table news.taxonomies is 'One row per version of the taxonomy and gazetteer that was ever in use here.';
comment on column news.taxonomies.version is 'First twelve hex digits of the SHA-256 of content.';
comment on column news.taxonomies.content is 'What articles are tagged by: topics with their phrases, places with their names, the rules.';
comment on column news.taxonomies.first_synced_at is 'When this database first had it.';

create table if not exists news.tagged_days (
    source_id text not null references news.sources (id),
    day date not null,
    taxonomy text,
    primary key (source_id, day)
);
comment on table news.tagged_days is 'One row per day of a source that has articles: by what they are tagged.';
comment on column news.tagged_days.source_id is 'Source.';
comment on column news.tagged_days.day is 'Day in the time zone of the source.';
comment on column news.tagged_days.taxonomy is 'Version of the taxonomy that all its articles are tagged with, null when they differ or it is unknown.';
insert into news.tagged_days (source_id, day)
select distinct source_id, day
from news.articles
on conflict do nothing;

create table if not exists news.taxonomy_effects (
    to_version text not null,
    day date not null,
    source_id text not null references news.sources (id),
    topic_id text not null references news.topics (id),
    language text not null,
    script text not null,
    from_version text,
    articles_before integer not null check (articles_before >= 0),
    articles_after integer not null check (articles_after >= 0),
    originals_before integer not null check (originals_before >= 0),
    originals_after integer not null check (originals_after >= 0),
    primary key (to_version, day, source_id, topic_id, language, script)
);
comment on table news.taxonomy_effects is 'One row per count that tagging a day again by another taxonomy changed.';
comment on column news.taxonomy_effects.to_version is 'Version of the taxonomy it was tagged by then.';
comment on column news.taxonomy_effects.day is 'Day in the time zone of the source.';
comment on column news.taxonomy_effects.source_id is 'Source.';
comment on column news.taxonomy_effects.topic_id is 'Topic.';
comment on column news.taxonomy_effects.language is 'BCP 47 primary tag.';
comment on column news.taxonomy_effects.script is 'ISO 15924 code.';
comment on column news.taxonomy_effects.from_version is 'Version it was tagged by before, null when its articles differed.';
comment on column news.taxonomy_effects.articles_before is 'Articles before.';
comment on column news.taxonomy_effects.articles_after is 'Articles after.';
comment on column news.taxonomy_effects.originals_before is 'Articles that are not syndicated copies, before.';
comment on column news.taxonomy_effects.originals_after is 'Articles that are not syndicated copies, after.';

create table if not exists news.topic_labels (
    article_id bigint not null references news.articles (id) on delete cascade,
    topic_id text not null references news.topics (id),
    is_right boolean not null,
    labelled_by text not null default current_user,
    labelled_at timestamptz not null default now(),
    note text,
    primary key (article_id, topic_id)
);
comment on table news.topic_labels is 'One row per judgement of a person on whether an article is about a topic.';
comment on column news.topic_labels.article_id is 'Article.';
comment on column news.topic_labels.topic_id is 'Topic.';
comment on column news.topic_labels.is_right is 'Whether the article is about the topic.';
comment on column news.topic_labels.labelled_by is 'Who said so: the database role, or a name.';
comment on column news.topic_labels.labelled_at is 'When it was last said.';
comment on column news.topic_labels.note is 'Why, for others.';
create index if not exists topic_labels_topic on news.topic_labels (topic_id);
