-- New articles, as a load leaves them.
with added as (
    insert into news.articles (
        source_id, url, title, body, authors, published_at, published_from, published_precision,
        language, script, words, text_digest, extractor, batch_id, warc, warc_offset, page_url,
        page_digest, fetched_at, last_fetched_at, first_fetched_at, day
    )
    select
        v.source_id, v.url, 'Headline', v.body, '{}', v.at, 'metadata', 'second', 'en', 'Latn', 250,
        md5(v.url) || md5(v.body), 'prose', 'bench/new', 'a', 0, v.url, 'sha1:B', v.at, v.at, v.at,
        v.at::date
    from (values %s) as v (source_id, url, body, at)
    returning id
)
insert into news.link_queue (article_id)
select id
from added
