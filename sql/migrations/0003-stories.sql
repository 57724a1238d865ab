-- What happens after loads: stories, daily roll-ups, and the two queues that say what is new.
-- depends: 0002-articles

create table if not exists news.stories (
    id bigint generated always as identity primary key,
    origin_id bigint references news.articles (id) on delete set null,
    articles integer not null check (articles >= 2),
    updated_at timestamptz not null default now()
);
comment on table news.stories is 'One row per text that several articles carry; an article alone with its text has none.';
comment on column news.stories.id is 'Made here; the lowest stays when stories are joined.';
comment on column news.stories.origin_id is 'Article that appeared first; of several, the first source id, then URL.';
comment on column news.stories.articles is 'How many articles carry it.';
comment on column news.stories.updated_at is 'When its articles last changed.';
create index if not exists stories_origin on news.stories (origin_id);
create index if not exists stories_updated on news.stories (updated_at);

create table if not exists news.story_articles (
    article_id bigint primary key references news.articles (id) on delete cascade,
    story_id bigint not null references news.stories (id) on delete cascade,
    similarity real not null check (similarity between 0 and 1),
    is_origin boolean not null
);
comment on table news.story_articles is 'One row per article that shares its text with another.';
comment on column news.story_articles.article_id is 'Article.';
comment on column news.story_articles.story_id is 'Story it belongs to.';
comment on column news.story_articles.similarity is 'Share of the shorter text found in the other, against the origin; 1 for the origin.';
comment on column news.story_articles.is_origin is 'Whether it is the original; every other is a syndicated copy.';
create index if not exists story_articles_story on news.story_articles (story_id);

create table if not exists news.minhash_bands (
    hash bigint not null,
    day date not null,
    article_id bigint not null references news.articles (id) on delete cascade,
    primary key (hash, day, article_id)
);
comment on table news.minhash_bands is 'One row per band of an article''s MinHash: articles that share a band in near days are compared.';
comment on column news.minhash_bands.hash is 'Hash of the band number and its MinHash values.';
comment on column news.minhash_bands.day is 'Day of the article, so that a search never leaves its days.';
comment on column news.minhash_bands.article_id is 'Article.';
create index if not exists minhash_bands_article on news.minhash_bands (article_id);

create table if not exists news.link_queue (
    article_id bigint primary key references news.articles (id) on delete cascade,
    queued_at timestamptz not null default now()
);
comment on table news.link_queue is 'One row per article whose stories are yet to be looked for.';
comment on column news.link_queue.article_id is 'Article.';
comment on column news.link_queue.queued_at is 'When it was last queued.';

create table if not exists news.changed_days (
    source_id text not null references news.sources (id),
    day date not null,
    queued_at timestamptz not null default now(),
    primary key (source_id, day)
);
comment on table news.changed_days is 'One row per day of a source whose roll-ups are out of date.';
comment on column news.changed_days.source_id is 'Source.';
comment on column news.changed_days.day is 'Day in the time zone of the source.';
comment on column news.changed_days.queued_at is 'When it was last queued.';

create table if not exists news.daily_coverage (
    day date not null,
    source_id text not null references news.sources (id),
    topic_id text not null references news.topics (id),
    language text not null,
    script text not null,
    articles integer not null check (articles > 0),
    originals integer not null check (originals between 0 and articles),
    primary key (day, source_id, topic_id, language, script)
);
comment on table news.daily_coverage is 'Articles per day, source, topic, language and script. An article counts once for each of its topics.';
comment on column news.daily_coverage.day is 'Day in the time zone of the source.';
comment on column news.daily_coverage.source_id is 'Source.';
comment on column news.daily_coverage.topic_id is 'Topic.';
comment on column news.daily_coverage.language is 'BCP 47 primary tag.';
comment on column news.daily_coverage.script is 'ISO 15924 code.';
comment on column news.daily_coverage.articles is 'Articles.';
comment on column news.daily_coverage.originals is 'Articles that are not syndicated copies.';

create table if not exists news.daily_places (
    day date not null,
    source_id text not null references news.sources (id),
    place_id text not null references news.places (id),
    language text not null,
    script text not null,
    articles integer not null check (articles > 0),
    originals integer not null check (originals between 0 and articles),
    primary key (day, source_id, place_id, language, script)
);
comment on table news.daily_places is 'Articles per day, source, place, language and script. An article counts once for each of its places.';
comment on column news.daily_places.day is 'Day in the time zone of the source.';
comment on column news.daily_places.source_id is 'Source.';
comment on column news.daily_places.place_id is 'Place.';
comment on column news.daily_places.language is 'BCP 47 primary tag.';
comment on column news.daily_places.script is 'ISO 15924 code.';
comment on column news.daily_places.articles is 'Articles.';
comment on column news.daily_places.originals is 'Articles that are not syndicated copies.';

create table if not exists news.daily_totals (
    day date not null,
    source_id text not null references news.sources (id),
    language text not null,
    script text not null,
    articles integer not null check (articles > 0),
    originals integer not null check (originals between 0 and articles),
    primary key (day, source_id, language, script)
);
comment on table news.daily_totals is 'Articles per day, source, language and script; each counts once.';
comment on column news.daily_totals.day is 'Day in the time zone of the source.';
comment on column news.daily_totals.source_id is 'Source.';
comment on column news.daily_totals.language is 'BCP 47 primary tag.';
comment on column news.daily_totals.script is 'ISO 15924 code.';
comment on column news.daily_totals.articles is 'Articles.';
comment on column news.daily_totals.originals is 'Articles that are not syndicated copies.';
create index if not exists daily_totals_source on news.daily_totals (source_id, day);
