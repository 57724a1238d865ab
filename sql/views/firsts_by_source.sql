-- Purpose: how often a source is ahead of the others with a text they carry, too, and by how much.
-- Grain: period x its first day x source that carries a text with another, by the day of the story.
-- Only stories whose first two dates have a time and differ say who was first.
-- depends: calendar
create or replace view news.firsts_by_source as
with carried as (
    -- Leads are gathered, not sorted here: what a median needs would have every row sorted.
    select
        spans.period, spans.starts_on, each.source_id,
        count(*) as stories,
        count(*) filter (where s.is_timed and s.lead > '0') as told,
        array_agg(s.lead) filter (where s.is_timed and s.lead > '0' and s.origin_source_id = each.source_id)
            as leads
    from news.calendar as spans
    join news.linked_stories as s on s.day = spans.day
    cross join unnest(s.sources) as each (source_id)
    where s.second_source_id is not null
    group by spans.period, spans.starts_on, each.source_id
)
select
    carried.period,
    carried.starts_on,
    carried.source_id,
    sources.name as source,
    sources.region,
    carried.stories,
    carried.told,
    coalesce(cardinality(carried.leads), 0)::bigint as firsts,
    (
        select percentile_disc(0.5) within group (order by lead)
        from unnest(carried.leads) as lead
    ) as median_lead
from carried
join news.sources on sources.id = carried.source_id;

comment on view news.firsts_by_source is 'How often each source had a text first that others carry, too, per day, week or month.';
comment on column news.firsts_by_source.period is 'day, week (from Monday) or month; ask for one of them.';
comment on column news.firsts_by_source.starts_on is 'First day of the period.';
comment on column news.firsts_by_source.source_id is 'Source.';
comment on column news.firsts_by_source.source is 'Name of the source.';
comment on column news.firsts_by_source.region is 'Region of the source.';
comment on column news.firsts_by_source.stories is 'Texts it carries that another source carries, too.';
comment on column news.firsts_by_source.told is 'Those whose first two dates have a time and differ.';
comment on column news.firsts_by_source.firsts is 'Those of them it had first.';
comment on column news.firsts_by_source.median_lead is 'Median time by which it was then ahead of the next source; null when it never was.';
