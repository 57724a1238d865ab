-- Purpose: who republishes whom, how much of it and how fast.
-- Grain: pair of sources, of which the second carried texts that the first had before.
-- A source that carries its own text again is left out, and so is what has a date that cannot be. Of
-- an agency's text that both took, the paper that was first stands for it: see from_wire.
create or replace view news.syndication as
select
    a.source_id as from_source_id,
    origin_source.name as from_source,
    c.source_id as to_source_id,
    copy_source.name as to_source,
    count(*) as articles,
    count(*) filter (where a.wires <> '{}' or c.wires <> '{}') as from_wire,
    percentile_cont(0.5) within group (order by extract(epoch from c.appeared_at - a.appeared_at))
        * interval '1 second' as usually_after,
    min(c.appeared_at - a.appeared_at) as soonest_after,
    avg(m.similarity)::real as mean_similarity,
    min(c.day) as first_day,
    max(c.day) as last_day
from news.story_articles as m
join news.linked_stories as s on s.id = m.story_id
join news.articles as a on a.id = s.origin_id
join news.articles as c on c.id = m.article_id
join news.sources as origin_source on origin_source.id = a.source_id
join news.sources as copy_source on copy_source.id = c.source_id
where not m.is_origin
    and c.source_id <> a.source_id
    and news.date_doubt(a.published_at, a.fetched_at) is null
    and news.date_doubt(c.published_at, c.fetched_at) is null
group by a.source_id, origin_source.name, c.source_id, copy_source.name;

comment on view news.syndication is 'How much each source carries of what another had first, and how long after.';
comment on column news.syndication.from_source_id is 'Source that had the texts first.';
comment on column news.syndication.from_source is 'Its name.';
comment on column news.syndication.to_source_id is 'Source that carried them after.';
comment on column news.syndication.to_source is 'Its name.';
comment on column news.syndication.articles is 'Articles of the second that carry a text of the first.';
comment on column news.syndication.from_wire is 'Those of them where either credits a news agency.';
comment on column news.syndication.usually_after is 'Median time between the two.';
comment on column news.syndication.soonest_after is 'Shortest time between the two.';
comment on column news.syndication.mean_similarity is 'Mean share of the shorter text found in the other.';
comment on column news.syndication.first_day is 'Day of the first such article.';
comment on column news.syndication.last_day is 'Day of the last.';
