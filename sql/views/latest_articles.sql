-- Purpose: the news as it comes in.
-- Grain: article, the thousand that appeared last up to now, newest first.
-- A date in the future does not hold the top: such an article shows up when its time has come.
create or replace view news.latest_articles as
with latest as (
    select
        id, source_id, url, title, authors, published_at, appeared_at, day, language, script,
        section, image_url, words, form, wires, published_confidence, batch_id, warc, warc_offset
    from news.articles
    where appeared_at <= now()
    order by appeared_at desc, id desc
    limit 1000
)
select
    latest.id,
    latest.appeared_at,
    latest.published_at,
    latest.day,
    latest.source_id,
    sources.name as source,
    latest.title,
    latest.url,
    latest.authors,
    latest.language,
    latest.script,
    latest.section,
    latest.image_url,
    latest.words,
    array(
        select t.topic_id
        from news.article_topics as t
        where t.article_id = latest.id
        order by t.score desc, t.topic_id
    ) as topics,
    array(
        select p.place_id
        from news.article_places as p
        where p.article_id = latest.id
        order by p.score desc, p.place_id
    ) as places,
    m.story_id,
    coalesce(m.is_origin, true) as is_original,
    latest.batch_id,
    latest.warc,
    latest.warc_offset,
    latest.form,
    latest.wires,
    latest.published_confidence
from latest
join news.sources on sources.id = latest.source_id
left join news.story_articles as m on m.article_id = latest.id
order by latest.appeared_at desc, latest.id desc;

comment on view news.latest_articles is 'The thousand articles that appeared last.';
comment on column news.latest_articles.id is 'Article.';
comment on column news.latest_articles.appeared_at is 'When it was published, else first fetched.';
comment on column news.latest_articles.published_at is 'When the source says it was published.';
comment on column news.latest_articles.day is 'Day of appeared_at in the time zone of the source.';
comment on column news.latest_articles.source_id is 'Source.';
comment on column news.latest_articles.source is 'Name of the source.';
comment on column news.latest_articles.title is 'Headline.';
comment on column news.latest_articles.url is 'Canonical URL.';
comment on column news.latest_articles.authors is 'Names as the page gives them.';
comment on column news.latest_articles.language is 'BCP 47 primary tag.';
comment on column news.latest_articles.script is 'ISO 15924 code.';
comment on column news.latest_articles.section is 'Section of the site.';
comment on column news.latest_articles.image_url is 'Address of the main picture.';
comment on column news.latest_articles.words is 'Words of the body.';
comment on column news.latest_articles.topics is 'Topics, the strongest first.';
comment on column news.latest_articles.places is 'Places, the strongest first.';
comment on column news.latest_articles.story_id is 'Story it shares with others, null when it is alone.';
comment on column news.latest_articles.is_original is 'False for a syndicated copy.';
comment on column news.latest_articles.batch_id is 'Batch that fetched it.';
comment on column news.latest_articles.warc is 'Archive file within the batch.';
comment on column news.latest_articles.warc_offset is 'Byte offset of the response record.';
comment on column news.latest_articles.form is 'text, partial, photos or live.';
comment on column news.latest_articles.wires is 'News agencies that it credits.';
comment on column news.latest_articles.published_confidence is 'How sure published_at is, 0 to 1.';
