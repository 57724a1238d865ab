-- What the tables hold for the URLs of the batch, and for URLs whose text came from it before.
create temporary table affected on commit drop as
select url
from versions
union
select url
from news.articles
where batch_id = %(batch)s
union
select a.url
from news.revisions as r
join news.articles as a on a.id = r.article_id
where r.batch_id = %(batch)s;

analyze affected;

insert into versions (
    held, article_id, month, day, appeared_at, first_fetched_at,
    url, title, authors, published_at, published_from, published_precision,
    modified_at, language, script, section, image_url, words, text_digest, extractor,
    form, wires, published_confidence, reading, batch_id, warc, warc_offset, page_url, page_digest,
    fetched_at, last_fetched_at, topics, places, names
)
select
    'article', a.id, a.month, a.day, a.appeared_at, a.first_fetched_at,
    a.url, a.title, a.authors, a.published_at, a.published_from, a.published_precision,
    a.modified_at, a.language, a.script, a.section, a.image_url, a.words, a.text_digest,
    a.extractor, a.form, a.wires, a.published_confidence, a.reading, a.batch_id,
    a.warc, a.warc_offset, a.page_url, a.page_digest,
    a.fetched_at, a.last_fetched_at,
    coalesce(topics.found, '[]'), coalesce(places.found, '[]'), coalesce(names.found, '[]')
from affected
join news.articles as a on a.source_id = %(source)s and a.url = affected.url
cross join lateral (
    select jsonb_agg(
        jsonb_build_object('id', t.topic_id, 'score', t.score, 'words', t.words)
        order by t.topic_id collate "C"
    ) as found
    from news.article_topics as t
    where t.article_id = a.id
) as topics
cross join lateral (
    select jsonb_agg(
        jsonb_build_object('id', p.place_id, 'score', p.score, 'words', p.words)
        order by p.place_id collate "C"
    ) as found
    from news.article_places as p
    where p.article_id = a.id
) as places
cross join lateral (
    select jsonb_agg(
        jsonb_build_object(
            'kind', n.kind, 'name', n.name, 'shown', n.shown, 'mentions', n.mentions,
            'score', n.score, 'words', n.words
        )
        order by n.kind, n.name collate "C"
    ) as found
    from news.article_names as n
    where n.article_id = a.id
) as names
union all
select
    'revision', a.id, a.month, null, null, null,
    a.url, r.title, r.authors, r.published_at, r.published_from, r.published_precision,
    r.modified_at, r.language, r.script, r.section, r.image_url, r.words, r.text_digest,
    r.extractor, r.form, r.wires, r.published_confidence, r.reading, r.batch_id,
    r.warc, r.warc_offset, r.page_url, r.page_digest,
    r.fetched_at, r.last_fetched_at, r.topics, r.places, r.names
from affected
join news.articles as a on a.source_id = %(source)s and a.url = affected.url
join news.revisions as r on r.article_id = a.id;

analyze versions;
