-- Purpose: one article with all that is known of it: text, dates, evidence, where its page is kept.
-- Grain: article.
-- Ask for it by id, by story, or for the newest of a span by appeared_at: each reaches an index.
create or replace view news.article_details as
select
    a.id,
    a.source_id,
    s.name as source,
    s.region,
    a.url,
    a.title,
    (
        select t.body
        from news.texts as t
        where t.article_id = a.id
            and t.text_digest = a.text_digest
            and t.month = a.month
    ) as body,
    a.authors,
    a.published_at,
    a.published_from,
    a.published_precision,
    a.published_confidence,
    a.modified_at,
    a.appeared_at,
    a.day,
    a.language,
    a.script,
    a.section,
    a.image_url,
    a.words,
    a.form,
    a.wires,
    array(
        select t.topic_id
        from news.article_topics as t
        where t.article_id = a.id
        order by t.score desc, t.topic_id
    ) as topics,
    array(
        select p.place_id
        from news.article_places as p
        where p.article_id = a.id
        order by p.score desc, p.place_id
    ) as places,
    (
        select coalesce(
            jsonb_agg(
                jsonb_build_object('topic_id', t.topic_id, 'score', t.score, 'words', t.words)
                order by t.score desc, t.topic_id
            ), '[]'
        )
        from news.article_topics as t
        where t.article_id = a.id
    ) as topic_evidence,
    (
        select coalesce(
            jsonb_agg(
                jsonb_build_object('place_id', p.place_id, 'score', p.score, 'words', p.words)
                order by p.score desc, p.place_id
            ), '[]'
        )
        from news.article_places as p
        where p.article_id = a.id
    ) as place_evidence,
    (
        select coalesce(
            jsonb_agg(
                jsonb_build_object(
                    'kind', n.kind, 'name', n.name, 'shown', n.shown, 'mentions', n.mentions, 'words', n.words
                )
                order by n.score desc, n.kind, n.name
            ), '[]'
        )
        from news.article_names as n
        where n.article_id = a.id
    ) as names,
    m.story_id,
    coalesce(m.is_origin, true) as is_original,
    m.similarity,
    news.date_doubt(a.published_at, a.fetched_at) as date_doubt,
    a.extractor,
    a.batch_id,
    a.warc,
    a.warc_offset,
    a.page_url,
    a.page_digest,
    a.first_fetched_at,
    a.fetched_at,
    a.last_fetched_at
from news.articles as a
join news.sources as s on s.id = a.source_id
left join news.story_articles as m on m.article_id = a.id;

comment on view news.article_details is 'Each article with its text, its dates, the evidence for its topics and places, and its archived page.';
comment on column news.article_details.id is 'Article.';
comment on column news.article_details.source_id is 'Source.';
comment on column news.article_details.source is 'Name of the source.';
comment on column news.article_details.region is 'Region of the source.';
comment on column news.article_details.url is 'Canonical URL.';
comment on column news.article_details.title is 'Headline.';
comment on column news.article_details.body is 'Text, a paragraph a line; null where it is kept no longer.';
comment on column news.article_details.authors is 'Names as the page gives them.';
comment on column news.article_details.published_at is 'When the source says it was published.';
comment on column news.article_details.published_from is 'Where on the page that stands.';
comment on column news.article_details.published_precision is 'second, minute or day.';
comment on column news.article_details.published_confidence is 'How sure published_at is, 0 to 1.';
comment on column news.article_details.modified_at is 'When the source says it was changed last.';
comment on column news.article_details.appeared_at is 'When it was published, else first fetched.';
comment on column news.article_details.day is 'Day of appeared_at in the time zone of the source.';
comment on column news.article_details.language is 'BCP 47 primary tag.';
comment on column news.article_details.script is 'ISO 15924 code.';
comment on column news.article_details.section is 'Section of the site.';
comment on column news.article_details.image_url is 'Address of the main picture.';
comment on column news.article_details.words is 'Words of the body.';
comment on column news.article_details.form is 'text, partial, photos or live.';
comment on column news.article_details.wires is 'News agencies that it credits.';
comment on column news.article_details.topics is 'Topics, the strongest first.';
comment on column news.article_details.places is 'Places, the strongest first.';
comment on column news.article_details.topic_evidence is 'The same, each with its score and the words that earned it.';
comment on column news.article_details.place_evidence is 'The same of the places.';
comment on column news.article_details.names is 'Organisations and people it names, with how often and in what words.';
comment on column news.article_details.story_id is 'Story it shares with others, null when it is alone.';
comment on column news.article_details.is_original is 'False for a syndicated copy.';
comment on column news.article_details.similarity is 'How much of the shorter text stands in that of the origin of the story, 0 to 1; null when it is alone.';
comment on column news.article_details.date_doubt is 'Why its date cannot be that of publication, null when it can: in doubt it counts nowhere.';
comment on column news.article_details.extractor is 'What found the text on the page.';
comment on column news.article_details.batch_id is 'Batch that fetched it.';
comment on column news.article_details.warc is 'Archive file within the batch.';
comment on column news.article_details.warc_offset is 'Byte offset of the response record.';
comment on column news.article_details.page_url is 'Address the page was fetched from.';
comment on column news.article_details.page_digest is 'WARC payload digest of the page.';
comment on column news.article_details.first_fetched_at is 'When it was fetched first.';
comment on column news.article_details.fetched_at is 'When this version was fetched first.';
comment on column news.article_details.last_fetched_at is 'When this version was seen last.';
