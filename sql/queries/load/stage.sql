-- Where a batch is put together before it is merged. All of it goes with the transaction.
create temporary table staged_articles (line jsonb not null) on commit drop;
create temporary table staged_pages (line jsonb not null) on commit drop;
create temporary table staged_names (line jsonb not null) on commit drop;
create temporary table staged_rejects (line jsonb not null) on commit drop;

-- One row per text of a URL: those of the batch, and those the tables hold for the same URLs.
create temporary table versions (
    n integer generated always as identity primary key,
    held text not null check (held in ('staged', 'article', 'revision')),
    article_id bigint,
    month date,
    day date,
    appeared_at timestamptz,
    first_fetched_at timestamptz,
    url text not null,
    title text not null,
    body text check (held <> 'staged' or body is not null),
    authors text[] not null,
    published_at timestamptz,
    published_from text,
    published_precision text,
    modified_at timestamptz,
    language text not null,
    script text not null,
    section text,
    image_url text,
    words integer not null,
    text_digest text not null,
    extractor text not null,
    form text not null,
    wires text[] not null,
    published_confidence real,
    reading jsonb not null,
    batch_id text not null,
    warc text not null,
    warc_offset bigint not null,
    page_url text not null,
    page_digest text not null,
    fetched_at timestamptz not null,
    last_fetched_at timestamptz not null,
    topics jsonb not null,
    places jsonb not null,
    names jsonb not null,
    taxonomy text
) on commit drop;
