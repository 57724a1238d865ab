-- Purpose: which source had a text first, and how long before the next.
-- Grain: story that two sources or more carry.
-- The first is the one that appeared first; of an article whose day alone is known, the end of that
-- day counts, or its first fetch if that is earlier. A news agency that the articles credit is more
-- likely the author than the first of the papers: see wires in the view stories.
create or replace view news.first_to_report as
select
    s.id as story_id,
    s.day,
    s.origin_source_id as source_id,
    sources.name as source,
    sources.region,
    a.id as article_id,
    a.title,
    a.url,
    a.appeared_at,
    s.second_source_id,
    second_source.name as second_source,
    b.id as second_article_id,
    b.url as second_url,
    b.appeared_at as second_appeared_at,
    s.lead,
    s.is_timed,
    s.sources,
    cardinality(s.sources) as source_count,
    s.articles
from news.linked_stories as s
join news.sources on sources.id = s.origin_source_id
join news.sources as second_source on second_source.id = s.second_source_id
left join news.articles as a on a.id = s.origin_id
left join news.articles as b on b.id = s.second_id;

comment on view news.first_to_report is 'Each text that several sources carry: who had it first, and by how long.';
comment on column news.first_to_report.story_id is 'Story.';
comment on column news.first_to_report.day is 'Day of the first article.';
comment on column news.first_to_report.source_id is 'Source that had it first.';
comment on column news.first_to_report.source is 'Name of that source.';
comment on column news.first_to_report.region is 'Region of that source.';
comment on column news.first_to_report.article_id is 'Its article.';
comment on column news.first_to_report.title is 'Headline of that article.';
comment on column news.first_to_report.url is 'Canonical URL of that article.';
comment on column news.first_to_report.appeared_at is 'When it was published, else first fetched.';
comment on column news.first_to_report.second_source_id is 'Source that had it next.';
comment on column news.first_to_report.second_source is 'Name of that source.';
comment on column news.first_to_report.second_article_id is 'Its article.';
comment on column news.first_to_report.second_url is 'Canonical URL of that article.';
comment on column news.first_to_report.second_appeared_at is 'When that was published, else first fetched.';
comment on column news.first_to_report.lead is 'Time from the first to the second; zero for a tie, of which the first source id stands first.';
comment on column news.first_to_report.is_timed is 'Whether both dates have a time; if not, lead is a guess.';
comment on column news.first_to_report.sources is 'All sources that carry it.';
comment on column news.first_to_report.source_count is 'How many these are.';
comment on column news.first_to_report.articles is 'How many articles carry it.';
