-- The current texts into the articles; a row that would not change is not touched.
insert into news.articles (
    source_id, url, title, authors, published_at, published_from, published_precision,
    modified_at, language, script, section, image_url, words, text_digest, extractor,
    form, wires, published_confidence, reading, batch_id, warc, warc_offset, page_url, page_digest,
    fetched_at, last_fetched_at, first_fetched_at, day
)
select
    %(source)s, v.url, v.title, v.authors, v.published_at, v.published_from,
    v.published_precision, v.modified_at, v.language, v.script, v.section, v.image_url, v.words,
    v.text_digest, v.extractor, v.form, v.wires, v.published_confidence, v.reading, v.batch_id,
    v.warc, v.warc_offset, v.page_url, v.page_digest,
    v.fetched_at, m.last_fetched_at, m.first_fetched_at, m.day
from merged as m
join versions as v on v.n = m.n
where m.is_current
order by v.url
on conflict (source_id, url) do update set
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
    text_digest = excluded.text_digest,
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
    first_fetched_at = excluded.first_fetched_at,
    day = excluded.day,
    updated_at = now()
where (
    articles.title, articles.authors, articles.published_at,
    articles.published_from, articles.published_precision, articles.modified_at,
    articles.language, articles.script, articles.section, articles.image_url, articles.words,
    articles.text_digest, articles.extractor, articles.form, articles.wires,
    articles.published_confidence, articles.reading, articles.batch_id, articles.warc,
    articles.warc_offset, articles.page_url, articles.page_digest, articles.fetched_at,
    articles.last_fetched_at, articles.first_fetched_at, articles.day
) is distinct from (
    excluded.title, excluded.authors, excluded.published_at,
    excluded.published_from, excluded.published_precision, excluded.modified_at,
    excluded.language, excluded.script, excluded.section, excluded.image_url, excluded.words,
    excluded.text_digest, excluded.extractor, excluded.form, excluded.wires,
    excluded.published_confidence, excluded.reading, excluded.batch_id, excluded.warc,
    excluded.warc_offset, excluded.page_url, excluded.page_digest, excluded.fetched_at,
    excluded.last_fetched_at, excluded.first_fetched_at, excluded.day
);
