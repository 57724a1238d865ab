-- What a load writes: batches with their funnel, articles with their history, URLs and rejects.
-- depends: 0001-reference

create table if not exists news.batches (
    id text primary key,
    source_id text not null references news.sources (id),
    run text not null,
    window_start timestamptz not null,
    window_end timestamptz not null,
    started_at timestamptz,
    finished_at timestamptz,
    discovered integer not null check (discovered >= 0),
    fetched integer not null check (fetched >= 0),
    fresh integer not null check (fresh >= 0),
    clean integer not null check (clean >= 0),
    loaded integer not null check (loaded >= 0),
    rejects jsonb not null,
    counts jsonb not null,
    check (window_start < window_end)
);
comment on table news.batches is 'One row per run of a source, with its funnel: discovered, fetched, fresh, clean, loaded.';
comment on column news.batches.id is '<source>/<run folder>: the folder below the data root.';
comment on column news.batches.source_id is 'Source it is a run of.';
comment on column news.batches.run is 'Run id as Airflow or the command line named it.';
comment on column news.batches.window_start is 'First moment of the publication time it is about.';
comment on column news.batches.window_end is 'First moment after the publication time it is about.';
comment on column news.batches.started_at is 'When its first page was fetched, null when none was.';
comment on column news.batches.finished_at is 'When it was first loaded whole, null while a stage before is missing.';
comment on column news.batches.discovered is 'Distinct candidates the lists proposed.';
comment on column news.batches.fetched is 'Article pages archived with status 200.';
comment on column news.batches.fresh is 'Pages dedupe let through.';
comment on column news.batches.clean is 'Articles clean made of them.';
comment on column news.batches.loaded is 'Articles of this batch in news.articles or news.revisions.';
comment on column news.batches.rejects is 'Rejects of all stages: reason to count.';
comment on column news.batches.counts is 'What crawl, dedupe and clean reported: stage to name to count.';
create index if not exists batches_source on news.batches (source_id, finished_at desc nulls last);
create index if not exists batches_finished on news.batches (finished_at);

-- Unique per source, not overall: loads of different sources then never touch the same row, so
-- they never wait for one another, and a page that two sources list is linked as a copy.
-- 2,048 characters: a key of a B-tree page may have 2,704 bytes.
create table if not exists news.articles (
    id bigint generated always as identity primary key,
    source_id text not null references news.sources (id),
    url text not null check (octet_length(url) between 1 and 2048),
    title text not null,
    body text not null,
    authors text[] not null,
    published_at timestamptz,
    published_from text,
    published_precision text check (published_precision in ('second', 'minute', 'day')),
    modified_at timestamptz,
    language text not null,
    script text not null,
    section text,
    image_url text,
    words integer not null check (words >= 0),
    text_digest text not null check (text_digest ~ '^[0-9a-f]{64}$'),
    extractor text not null,
    batch_id text not null references news.batches (id),
    warc text not null,
    warc_offset bigint not null check (warc_offset >= 0),
    page_url text not null,
    page_digest text not null,
    fetched_at timestamptz not null,
    last_fetched_at timestamptz not null,
    first_fetched_at timestamptz not null,
    appeared_at timestamptz not null generated always as (coalesce(published_at, first_fetched_at)) stored,
    day date not null,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    unique (source_id, url),
    check (fetched_at <= last_fetched_at),
    check (first_fetched_at <= fetched_at)
);
comment on table news.articles is 'One row per article URL of a source, with its newest text.';
comment on column news.articles.id is 'Made here.';
comment on column news.articles.source_id is 'Source that published it.';
comment on column news.articles.url is 'Canonical URL.';
comment on column news.articles.title is 'Headline.';
comment on column news.articles.body is 'Paragraphs separated by one newline.';
comment on column news.articles.authors is 'Names as the page gives them.';
comment on column news.articles.published_at is 'When the source says it was published, null when it says nothing.';
comment on column news.articles.published_from is 'Where published_at was read: page, url or list.';
comment on column news.articles.published_precision is 'second, minute or day.';
comment on column news.articles.modified_at is 'When the source says it was last changed.';
comment on column news.articles.language is 'BCP 47 primary tag, und when unknown.';
comment on column news.articles.script is 'ISO 15924 code, such as Hant, Hans or Latn.';
comment on column news.articles.section is 'Section of the site as the page names it.';
comment on column news.articles.image_url is 'Address of the main picture.';
comment on column news.articles.words is 'Words of the body; each Chinese character counts as one.';
comment on column news.articles.text_digest is 'SHA-256 of title and body after NFKC with white space folded.';
comment on column news.articles.extractor is 'What gave the body: selectors or trafilatura.';
comment on column news.articles.batch_id is 'Batch that fetched this text first.';
comment on column news.articles.warc is 'Archive file within the batch.';
comment on column news.articles.warc_offset is 'Byte offset of the response record in warc.';
comment on column news.articles.page_url is 'URL as requested, before any redirect.';
comment on column news.articles.page_digest is 'WARC payload digest of the page.';
comment on column news.articles.fetched_at is 'When this text was fetched first.';
comment on column news.articles.last_fetched_at is 'When this text was seen last.';
comment on column news.articles.first_fetched_at is 'When any text of this URL was fetched first.';
comment on column news.articles.appeared_at is 'published_at, or first_fetched_at where that is unknown.';
comment on column news.articles.day is 'Day of appeared_at in the time zone of the source.';
comment on column news.articles.created_at is 'When the row was made.';
comment on column news.articles.updated_at is 'When the row last changed.';
create index if not exists articles_batch on news.articles (batch_id);
create index if not exists articles_appeared on news.articles (appeared_at);
create index if not exists articles_source_appeared on news.articles (source_id, appeared_at desc);
create index if not exists articles_day on news.articles (source_id, day);
create index if not exists articles_text on news.articles (text_digest);

create table if not exists news.revisions (
    id bigint generated always as identity primary key,
    article_id bigint not null references news.articles (id) on delete cascade,
    title text not null,
    body text not null,
    authors text[] not null,
    published_at timestamptz,
    published_from text,
    published_precision text check (published_precision in ('second', 'minute', 'day')),
    modified_at timestamptz,
    language text not null,
    script text not null,
    section text,
    image_url text,
    words integer not null check (words >= 0),
    text_digest text not null check (text_digest ~ '^[0-9a-f]{64}$'),
    extractor text not null,
    batch_id text not null references news.batches (id),
    warc text not null,
    warc_offset bigint not null check (warc_offset >= 0),
    page_url text not null,
    page_digest text not null,
    fetched_at timestamptz not null,
    last_fetched_at timestamptz not null,
    topics jsonb not null,
    places jsonb not null,
    unique (article_id, text_digest),
    check (fetched_at <= last_fetched_at)
);
comment on table news.revisions is 'One row per earlier text of an article: each distinct text that is not its newest.';
comment on column news.revisions.id is 'Made here.';
comment on column news.revisions.article_id is 'Article it is an earlier text of.';
comment on column news.revisions.title is 'Headline.';
comment on column news.revisions.body is 'Paragraphs separated by one newline.';
comment on column news.revisions.authors is 'Names as the page gave them.';
comment on column news.revisions.published_at is 'When the source said it was published.';
comment on column news.revisions.published_from is 'Where published_at was read: page, url or list.';
comment on column news.revisions.published_precision is 'second, minute or day.';
comment on column news.revisions.modified_at is 'When the source said it was last changed.';
comment on column news.revisions.language is 'BCP 47 primary tag, und when unknown.';
comment on column news.revisions.script is 'ISO 15924 code.';
comment on column news.revisions.section is 'Section of the site as the page named it.';
comment on column news.revisions.image_url is 'Address of the main picture.';
comment on column news.revisions.words is 'Words of the body; each Chinese character counts as one.';
comment on column news.revisions.text_digest is 'SHA-256 of title and body after NFKC with white space folded.';
comment on column news.revisions.extractor is 'What gave the body: selectors or trafilatura.';
comment on column news.revisions.batch_id is 'Batch that fetched this text first.';
comment on column news.revisions.warc is 'Archive file within the batch.';
comment on column news.revisions.warc_offset is 'Byte offset of the response record in warc.';
comment on column news.revisions.page_url is 'URL as requested, before any redirect.';
comment on column news.revisions.page_digest is 'WARC payload digest of the page.';
comment on column news.revisions.fetched_at is 'When this text was fetched first.';
comment on column news.revisions.last_fetched_at is 'When this text was seen last.';
comment on column news.revisions.topics is 'Topics of this text: list of id, score, words.';
comment on column news.revisions.places is 'Places of this text: list of id, score, words.';
create index if not exists revisions_batch on news.revisions (batch_id);

create table if not exists news.article_topics (
    article_id bigint not null references news.articles (id) on delete cascade,
    topic_id text not null references news.topics (id),
    score double precision not null check (score >= 0),
    words jsonb not null,
    primary key (article_id, topic_id)
);
comment on table news.article_topics is 'One row per topic of an article, with the words that earned it.';
comment on column news.article_topics.article_id is 'Article.';
comment on column news.article_topics.topic_id is 'Topic.';
comment on column news.article_topics.score is 'Weight of the words found, summed.';
comment on column news.article_topics.words is 'Each matched phrase as it stands in the text, and how often.';
create index if not exists article_topics_topic on news.article_topics (topic_id);

create table if not exists news.article_places (
    article_id bigint not null references news.articles (id) on delete cascade,
    place_id text not null references news.places (id),
    score double precision not null check (score >= 0),
    words jsonb not null,
    primary key (article_id, place_id)
);
comment on table news.article_places is 'One row per place of an article, with the words that earned it.';
comment on column news.article_places.article_id is 'Article.';
comment on column news.article_places.place_id is 'Place.';
comment on column news.article_places.score is 'Weight of the words found, summed.';
comment on column news.article_places.words is 'Each matched name as it stands in the text, and how often.';
create index if not exists article_places_place on news.article_places (place_id);

create table if not exists news.urls (
    source_id text not null references news.sources (id),
    url text not null check (octet_length(url) between 1 and 2048),
    first_seen timestamptz not null,
    last_seen timestamptz not null,
    batch_id text not null references news.batches (id),
    fetched_at timestamptz not null,
    digest text not null,
    warc text not null,
    warc_offset bigint not null check (warc_offset >= 0),
    reason text,
    published_at timestamptz,
    article_id bigint references news.articles (id) on delete cascade,
    primary key (source_id, url),
    check (first_seen <= last_seen)
);
comment on table news.urls is 'One row per URL a fetched page is known by: as requested, after redirects, canonical.';
comment on column news.urls.source_id is 'Source.';
comment on column news.urls.url is 'Normalised URL.';
comment on column news.urls.first_seen is 'When a page was first fetched under it.';
comment on column news.urls.last_seen is 'When a page was last fetched under it.';
comment on column news.urls.batch_id is 'Batch of the fetch that was understood: that of the article, else the newest.';
comment on column news.urls.fetched_at is 'When that fetch was made.';
comment on column news.urls.digest is 'WARC payload digest of that fetch.';
comment on column news.urls.warc is 'Archive file of that fetch within its batch.';
comment on column news.urls.warc_offset is 'Byte offset of its response record in warc.';
comment on column news.urls.reason is 'Why the page was rejected, null when it became an article.';
comment on column news.urls.published_at is 'When it was published, as far as known; also for a rejected page.';
comment on column news.urls.article_id is 'Article it became.';
create index if not exists urls_digest on news.urls (source_id, digest);
create index if not exists urls_article on news.urls (article_id);
create index if not exists urls_batch on news.urls (batch_id);

-- Two kinds of rejects are only counted in news.batches.rejects and have no row here: candidates
-- `already held` and those the crawl found `outside window`. Every run of a source sees the same
-- lists again, so they would be a hundred rows per run that repeat what news.urls and the window say.
create table if not exists news.rejects (
    id bigint generated always as identity primary key,
    batch_id text not null references news.batches (id) on delete cascade,
    source_id text not null references news.sources (id),
    url text not null,
    stage text not null check (stage in ('crawl', 'dedupe', 'clean', 'load')),
    reason text not null,
    detail text not null,
    published_at timestamptz,
    way text
);
comment on table news.rejects is 'One row per candidate or page that went no further, but for candidates already held or outside the window at the crawl.';
comment on column news.rejects.id is 'Made here.';
comment on column news.rejects.batch_id is 'Batch it was rejected in.';
comment on column news.rejects.source_id is 'Source.';
comment on column news.rejects.url is 'URL as the stage named it.';
comment on column news.rejects.stage is 'crawl, dedupe, clean or load.';
comment on column news.rejects.reason is 'One of the closed list crawlers.model.Reason.';
comment on column news.rejects.detail is 'One phrase for a person: the status code, the date, the other URL.';
comment on column news.rejects.published_at is 'When it was published, as far as known.';
comment on column news.rejects.way is 'How it was found: feed, sitemap, section or archive.';
create index if not exists rejects_batch on news.rejects (batch_id);
create index if not exists rejects_url on news.rejects using hash (url);
