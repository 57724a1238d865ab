-- The batch's pages with the URLs they are known by, and its articles as versions.
create temporary table pages on commit drop as
select p.warc, p.warc_offset, p.fetched_at, p.digest
from staged_pages
cross join jsonb_to_record(line) as p (
    warc text, warc_offset bigint, fetched_at timestamptz, digest text
);

create temporary table names on commit drop as
select distinct n.warc, n.warc_offset, n.url
from staged_names
cross join jsonb_to_record(line) as n (warc text, warc_offset bigint, url text);

insert into versions (
    held, url, title, body, authors, published_at, published_from, published_precision,
    modified_at, language, script, section, image_url, words, text_digest, extractor,
    form, wires, published_confidence, reading, batch_id, warc, warc_offset, page_url, page_digest,
    fetched_at, last_fetched_at, topics, places, names, taxonomy
)
select
    'staged', a.url, a.title, a.body, array(select jsonb_array_elements_text(a.authors)),
    a.published_at, a.published_from, a.published_precision, a.modified_at,
    a.language, a.script, a.section, a.image_url, a.words, a.text_digest, a.extractor,
    a.form, array(select jsonb_array_elements_text(a.wires)), a.published_confidence, a.reading,
    %(batch)s, a.warc, a.warc_offset, a.page_url, a.page_digest, a.fetched_at, a.fetched_at,
    coalesce(topics.found, '[]'), coalesce(places.found, '[]'), coalesce(names.found, '[]'),
    a.taxonomy
from staged_articles
cross join jsonb_to_record(line) as a (
    url text, title text, body text, authors jsonb,
    published_at timestamptz, published_from text, published_precision text,
    modified_at timestamptz, language text, script text, section text, image_url text,
    words integer, text_digest text, extractor text,
    form text, wires jsonb, published_confidence real, reading jsonb,
    warc text, warc_offset bigint, page_url text, page_digest text, fetched_at timestamptz,
    topics jsonb, places jsonb, names jsonb, taxonomy text
)
-- In the form and order in which the tables give them back, so that the two can be compared.
cross join lateral (
    select jsonb_agg(
        jsonb_build_object('id', t.id, 'score', t.score, 'words', t.words)
        order by t.id collate "C"
    ) as found
    from jsonb_to_recordset(a.topics) as t (id text, score double precision, words jsonb)
) as topics
cross join lateral (
    select jsonb_agg(
        jsonb_build_object('id', p.id, 'score', p.score, 'words', p.words)
        order by p.id collate "C"
    ) as found
    from jsonb_to_recordset(a.places) as p (id text, score double precision, words jsonb)
) as places
cross join lateral (
    select jsonb_agg(
        jsonb_build_object(
            'kind', n.kind, 'name', n.name, 'shown', n.shown, 'mentions', n.mentions,
            'score', n.score, 'words', n.words
        )
        order by n.kind, n.name collate "C"
    ) as found
    from jsonb_to_recordset(a.names) as n (
        kind text, name text, shown text, mentions integer, score double precision, words jsonb
    )
) as names;

-- A plan made without statistics costs the square of the batch.
analyze pages;
analyze names;
analyze versions;
