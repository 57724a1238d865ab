-- Before a source takes another time zone: its articles and listed URLs move to the days of the new
-- one, and what was counted and linked by the old days is queued. Before it goes to another region:
-- all its days are queued.

-- How the days are tagged to which articles move; first of all, in the order of a load.
with moved as materialized (
    select kept.id, line ->> 'timezone' as timezone
    from news.sources as kept
    join staged_sources on line ->> 'id' = kept.id
    where line ->> 'timezone' <> kept.timezone
),
put as (
    select
        a.source_id,
        (a.appeared_at at time zone moved.timezone)::date as day,
        t.taxonomy
    from news.articles as a
    join moved on moved.id = a.source_id
    left join news.tagged_days as t on t.source_id = a.source_id and t.day = a.day
    where a.day <> (a.appeared_at at time zone moved.timezone)::date
)
insert into news.tagged_days (source_id, day, taxonomy)
select
    source_id, day,
    case when count(distinct taxonomy) = 1 and count(*) = count(taxonomy) then min(taxonomy) end
from put
group by source_id, day
order by source_id, day
on conflict (source_id, day) do update set
    taxonomy = null
where tagged_days.taxonomy is distinct from excluded.taxonomy;

with moved as (
    select kept.id, line ->> 'timezone' as timezone
    from news.sources as kept
    join staged_sources on line ->> 'id' = kept.id
    where line ->> 'timezone' <> kept.timezone
),
regrouped as (
    select kept.id
    from news.sources as kept
    join staged_sources on line ->> 'id' = kept.id
    where (line ->> 'timezone', line ->> 'region') is distinct from (kept.timezone, kept.region)
),
shifted as (
    select
        a.id,
        a.source_id,
        a.day as old_day,
        (a.appeared_at at time zone moved.timezone)::date as new_day
    from news.articles as a
    join moved on moved.id = a.source_id
    where a.day <> (a.appeared_at at time zone moved.timezone)::date
),
relisted as (
    select
        f.source_id,
        f.url,
        f.day as old_day,
        (coalesce(f.published_at, f.first_seen) at time zone moved.timezone)::date as new_day
    from news.frontier as f
    join moved on moved.id = f.source_id
    where f.day <> (coalesce(f.published_at, f.first_seen) at time zone moved.timezone)::date
),
linked as (
    insert into news.link_queue (article_id)
    select id from shifted
    order by id
    on conflict (article_id) do update set queued_at = excluded.queued_at
),
queued as (
    insert into news.changed_days (source_id, day)
    select source_id, old_day from shifted
    union
    select source_id, new_day from shifted
    union
    select source_id, old_day from relisted
    union
    select source_id, new_day from relisted
    union
    select r.id, d.day
    from regrouped as r
    cross join lateral (
        select day
        from news.daily_totals
        where source_id = r.id
        offset 0
    ) as d
    union
    select r.id, c.starts_on
    from regrouped as r
    cross join lateral (
        select starts_on
        from news.period_completeness
        where source_id = r.id
            and period = 'day'
        offset 0
    ) as c
    order by 1, 2
    on conflict (source_id, day) do update set queued_at = excluded.queued_at
),
listed as (
    update news.frontier as f
    set day = relisted.new_day
    from relisted
    where f.source_id = relisted.source_id
        and f.url = relisted.url
)
update news.articles as a
set day = shifted.new_day, updated_at = now()
from shifted
where shifted.id = a.id;
