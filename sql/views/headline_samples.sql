-- Purpose: what the articles behind a count are: some of their headlines.
-- Grain: day x topic x source x number, up to three: originals first, then the highest score; of
-- several languages each in turn. Of a topic count also the articles on what stands below it.
create or replace view news.headline_samples as
with found as (
    select
        c.day, c.topic_id, c.source_id, c.language, c.script,
        s.article_id, a.title, a.url, a.appeared_at,
        coalesce(m.is_origin, true) as is_original,
        row_number() over (
            partition by c.day, c.topic_id, c.source_id
            order by coalesce(m.is_origin, true) desc, s.number, c.language, c.script
        ) as number
    from news.daily_coverage as c
    cross join unnest(c.samples) with ordinality as s (article_id, number)
    join news.articles as a on a.id = s.article_id
    left join news.story_articles as m on m.article_id = a.id
)
select
    found.day,
    found.topic_id,
    topics.name_en as topic,
    found.source_id,
    sources.name as source,
    sources.region,
    found.number::integer as number,
    found.article_id,
    found.title,
    found.url,
    found.appeared_at,
    found.is_original,
    found.language,
    found.script
from found
join news.topics on topics.id = found.topic_id
join news.sources on sources.id = found.source_id
where found.number <= 3;

comment on view news.headline_samples is 'Up to three headlines for each day, topic and source.';
comment on column news.headline_samples.day is 'Day in the time zone of the source.';
comment on column news.headline_samples.topic_id is 'Topic.';
comment on column news.headline_samples.topic is 'Name of the topic in English.';
comment on column news.headline_samples.source_id is 'Source.';
comment on column news.headline_samples.source is 'Name of the source.';
comment on column news.headline_samples.region is 'Region of the source.';
comment on column news.headline_samples.number is '1 to 3.';
comment on column news.headline_samples.article_id is 'Article.';
comment on column news.headline_samples.title is 'Its headline.';
comment on column news.headline_samples.url is 'Its canonical URL.';
comment on column news.headline_samples.appeared_at is 'When it was published, else first fetched.';
comment on column news.headline_samples.is_original is 'False for a syndicated copy.';
comment on column news.headline_samples.language is 'BCP 47 primary tag.';
comment on column news.headline_samples.script is 'ISO 15924 code.';
