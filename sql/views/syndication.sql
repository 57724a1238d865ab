-- Purpose: who republishes whom, how much of it and how fast.
-- Grain: period x its first day x pair of sources, of which the second carried texts that the first had
-- before, by the day of the story.
-- A source that carries its own text again is left out, and so is what has a date that cannot be. Of
-- an agency's text that both took, the paper that was first stands for it: see from_wire.
-- depends: calendar
create or replace view news.syndication as
with counted as (
    select
        spans.period,
        spans.starts_on,
        a.source_id as from_source_id,
        c.source_id as to_source_id,
        count(*) as articles,
        count(*) filter (where a.wires <> '{}' or c.wires <> '{}') as from_wire,
        percentile_cont(0.5) within group (order by extract(epoch from passed.after))
            * interval '1 second' as usually_after,
        min(passed.after) as soonest_after,
        avg(m.similarity)::real as mean_similarity
    from news.calendar as spans
    join news.linked_stories as s on s.day = spans.day
    join news.story_articles as m on m.story_id = s.id
    join news.articles as a on a.id = s.origin_id
    join news.articles as c on c.id = m.article_id
    cross join lateral (
        select
            case
                when a.published_precision <> 'day' and c.published_precision <> 'day'
                    then c.appeared_at - a.appeared_at
            end as after
    ) as passed
    where not m.is_origin
        and c.source_id <> a.source_id
        and news.date_doubt(a.published_at, a.fetched_at) is null
        and news.date_doubt(c.published_at, c.fetched_at) is null
    group by spans.period, spans.starts_on, a.source_id, c.source_id
)
select
    counted.period,
    counted.starts_on,
    counted.from_source_id,
    origin_source.name as from_source,
    counted.to_source_id,
    copy_source.name as to_source,
    counted.articles,
    counted.from_wire,
    counted.usually_after,
    counted.soonest_after,
    counted.mean_similarity
from counted
join news.sources as origin_source on origin_source.id = counted.from_source_id
join news.sources as copy_source on copy_source.id = counted.to_source_id;

comment on view news.syndication is 'How much each source carries of what another had first, and how long after, per day, week or month.';
comment on column news.syndication.period is 'day, week (from Monday) or month; ask for one of them.';
comment on column news.syndication.starts_on is 'First day of the period.';
comment on column news.syndication.from_source_id is 'Source that had the texts first.';
comment on column news.syndication.from_source is 'Its name.';
comment on column news.syndication.to_source_id is 'Source that carried them after.';
comment on column news.syndication.to_source is 'Its name.';
comment on column news.syndication.articles is 'Articles of the second that carry a text of the first.';
comment on column news.syndication.from_wire is 'Those of them where either credits a news agency.';
comment on column news.syndication.usually_after is 'Median time between the two, of those whose dates both have a time; null where there are none.';
comment on column news.syndication.soonest_after is 'Shortest time between the two, of the same.';
comment on column news.syndication.mean_similarity is 'Mean share of the shorter text found in the other.';
