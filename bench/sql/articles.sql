-- New articles, as a load leaves them.
select news.make_text_months(array[date '2026-11-01']);

with v (source_id, url, body, at) as (
    values %s
),
added as (
    insert into news.articles (
        source_id, url, title, authors, published_at, published_from, published_precision,
        language, script, words, text_digest, extractor, batch_id, warc, warc_offset, page_url,
        page_digest, fetched_at, last_fetched_at, first_fetched_at, day
    )
    select
        v.source_id, v.url, 'Headline', '{}', v.at, 'metadata', 'second', 'en', 'Latn', 250,
        md5(v.url) || md5(v.body), 'prose', 'bench/new', 'a', 0, v.url, 'sha1:B', v.at, v.at, v.at,
        v.at::date
    from v
    returning id, source_id, url, text_digest, month
),
texts as (
    insert into news.texts (article_id, text_digest, month, body)
    select a.id, a.text_digest, a.month, v.body
    from added as a
    join v on v.source_id = a.source_id and v.url = a.url
)
insert into news.link_queue (article_id)
select id
from added
