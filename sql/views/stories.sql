-- Purpose: the texts that several articles carry, who had each first, and whose it is.
-- Grain: story.
-- The origin is the article that appeared first; how sure its date is stands beside it. A news
-- agency that any of the articles credits is more likely the author than any of the papers.
create or replace view news.stories as
select
    s.id as story_id,
    a.title,
    a.source_id as origin_source_id,
    src.name as origin_source,
    a.id as origin_id,
    a.url as origin_url,
    a.appeared_at,
    s.day,
    a.published_confidence as date_confidence,
    s.articles,
    m.sources,
    m.languages,
    m.wires,
    m.last_appeared_at,
    m.last_appeared_at - a.appeared_at as spread_over,
    m.least_similarity,
    s.updated_at
from news.linked_stories as s
join news.articles as a on a.id = s.origin_id
join news.sources as src on src.id = a.source_id
cross join lateral (
    select
        array_agg(distinct c.source_id) as sources,
        array_agg(distinct c.language || '-' || c.script) as languages,
        array(
            select distinct wire
            from news.story_articles as sa
            join news.articles as credited on credited.id = sa.article_id
            cross join unnest(credited.wires) as wire
            where sa.story_id = s.id
            order by wire
        ) as wires,
        max(c.appeared_at) as last_appeared_at,
        min(sa.similarity) as least_similarity
    from news.story_articles as sa
    join news.articles as c on c.id = sa.article_id
    where sa.story_id = s.id
) as m;

comment on view news.stories is 'Each text that several articles carry: the first of them, the others, the agency they credit.';
comment on column news.stories.story_id is 'Story.';
comment on column news.stories.title is 'Headline of the origin.';
comment on column news.stories.origin_source_id is 'Source that had it first.';
comment on column news.stories.origin_source is 'Name of that source.';
comment on column news.stories.origin_id is 'Article that appeared first.';
comment on column news.stories.origin_url is 'Its canonical URL.';
comment on column news.stories.appeared_at is 'When it was published, else first fetched.';
comment on column news.stories.day is 'Day of appeared_at in the time zone of its source.';
comment on column news.stories.date_confidence is 'How sure that date is, 0 to 1; null when none was stated.';
comment on column news.stories.articles is 'How many articles carry the text.';
comment on column news.stories.sources is 'Sources that carry it.';
comment on column news.stories.languages is 'Languages and scripts it is carried in.';
comment on column news.stories.wires is 'News agencies that any of the articles credits.';
comment on column news.stories.last_appeared_at is 'When the last of them appeared.';
comment on column news.stories.spread_over is 'Time from the first to the last.';
comment on column news.stories.least_similarity is 'Similarity of the copy that is least like the origin.';
comment on column news.stories.updated_at is 'When its articles last changed.';
