-- The earlier texts into the revisions; those that are none any more go.
delete from news.revisions as r
using news.articles as a, affected
where a.id = r.article_id
    and a.source_id = %(source)s
    and a.url = affected.url
    and not exists (
        select
        from merged as m
        join versions as v on v.n = m.n
        where not m.is_current
            and v.url = a.url
            and v.text_digest = r.text_digest
    );

insert into news.revisions (
    article_id, title, authors, published_at, published_from, published_precision,
    modified_at, language, script, section, image_url, words, text_digest, extractor,
    form, wires, published_confidence, reading, batch_id, warc, warc_offset, page_url, page_digest,
    fetched_at, last_fetched_at, topics, places, names
)
select
    a.id, v.title, v.authors, v.published_at, v.published_from, v.published_precision,
    v.modified_at, v.language, v.script, v.section, v.image_url, v.words, v.text_digest,
    v.extractor, v.form, v.wires, v.published_confidence, v.reading, v.batch_id,
    v.warc, v.warc_offset, v.page_url, v.page_digest,
    v.fetched_at, m.last_fetched_at, v.topics, v.places, v.names
from merged as m
join versions as v on v.n = m.n
join news.articles as a on a.source_id = %(source)s and a.url = v.url
where not m.is_current
order by a.id, v.text_digest
on conflict (article_id, text_digest) do update set
    title = excluded.title,
    authors = excluded.authors,
    published_at = excluded.published_at,
    published_from = excluded.published_from,
    published_precision = excluded.published_precision,
    modified_at = excluded.modified_at,
    language = excluded.language,
    script = excluded.script,
    section = excluded.section,
    image_url = excluded.image_url,
    words = excluded.words,
    extractor = excluded.extractor,
    form = excluded.form,
    wires = excluded.wires,
    published_confidence = excluded.published_confidence,
    reading = excluded.reading,
    batch_id = excluded.batch_id,
    warc = excluded.warc,
    warc_offset = excluded.warc_offset,
    page_url = excluded.page_url,
    page_digest = excluded.page_digest,
    fetched_at = excluded.fetched_at,
    last_fetched_at = excluded.last_fetched_at,
    topics = excluded.topics,
    places = excluded.places,
    names = excluded.names
where (
    revisions.title, revisions.authors, revisions.published_at,
    revisions.published_from, revisions.published_precision, revisions.modified_at,
    revisions.language, revisions.script, revisions.section, revisions.image_url,
    revisions.words, revisions.extractor, revisions.form, revisions.wires,
    revisions.published_confidence, revisions.reading, revisions.batch_id, revisions.warc,
    revisions.warc_offset, revisions.page_url, revisions.page_digest, revisions.fetched_at,
    revisions.last_fetched_at, revisions.topics, revisions.places, revisions.names
) is distinct from (
    excluded.title, excluded.authors, excluded.published_at,
    excluded.published_from, excluded.published_precision, excluded.modified_at,
    excluded.language, excluded.script, excluded.section, excluded.image_url,
    excluded.words, excluded.extractor, excluded.form, excluded.wires,
    excluded.published_confidence, excluded.reading, excluded.batch_id, excluded.warc,
    excluded.warc_offset, excluded.page_url, excluded.page_digest, excluded.fetched_at,
    excluded.last_fetched_at, excluded.topics, excluded.places, excluded.names
);
