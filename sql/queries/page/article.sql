-- One article with all that is known of it. One row, or none.
select
    id, source_id, source, region, url, title, body, authors, published_at, published_from,
    published_precision, published_confidence, modified_at, appeared_at, day, language, script,
    section, words, form, wires, topic_evidence, place_evidence, names, story_id, is_original,
    similarity, date_doubt, extractor, batch_id, warc, warc_offset, page_url, page_digest,
    first_fetched_at, fetched_at, last_fetched_at
from news.article_details
where id = %(article)s;
