-- Purpose: which sources deliver, and where in the funnel one that does not gets stuck.
-- Grain: source, those no longer in the catalogue too.
-- A run is successful when all its stages have finished; the funnel is that of the last such run.
-- A batch is quarantined when it was cleaned but not loaded.
create or replace view news.source_health as
with last_runs as (
    select
        s.id as source_id,
        b.id as batch_id, b.run,
        b.finished_at, b.window_start, b.window_end,
        b.discovered, b.fetched, b.fresh, b.clean, b.loaded, b.rejects
    from news.sources as s
    left join lateral (
        select
            id, run, finished_at, window_start, window_end,
            discovered, fetched, fresh, clean, loaded, rejects
        from news.batches
        where source_id = s.id
            and finished_at is not null
        order by finished_at desc nulls last
        limit 1
    ) as b on true
),
newest as (
    select
        s.id as source_id,
        a.appeared_at
    from news.sources as s
    left join lateral (
        select appeared_at
        from news.articles
        where source_id = s.id
            and appeared_at <= now()
        order by appeared_at desc
        limit 1
    ) as a on true
),
todays as (
    select id as source_id, (now() at time zone timezone)::date as today
    from news.sources
),
weeks as (
    select d.source_id, sum(d.articles) as articles
    from news.daily_totals as d
    join todays as t on t.source_id = d.source_id
    -- Dates of two zones are at most two apart: by these an index is used.
    where d.day between current_date - 8 and current_date + 2
        and d.day between t.today - 6 and t.today
    group by d.source_id
),
standing as (
    select
        source_id,
        array_agg(name || ': ' || sentence order by name) as alarms
    from news.alarms
    where cleared_at is null
        and accepted_at is null
    group by source_id
),
waiting as (
    select source_id, count(*)::integer as batches
    from news.batches
    where finished_at is null
        and counts ? 'clean'
    group by source_id
),
ledger as (
    select
        d.source_id,
        round(sum(d.loaded + d.explained)::numeric / sum(d.listed), 4) as completeness
    from news.daily_completeness as d
    join todays as t on t.source_id = d.source_id
    where d.day between current_date - 9 and current_date + 1
        and d.day between t.today - 7 and t.today - 1
    group by d.source_id
)
select
    s.id as source_id,
    s.name as source,
    s.in_catalogue,
    r.finished_at as last_success,
    r.batch_id as last_batch,
    r.window_start,
    r.window_end,
    r.discovered,
    r.fetched,
    r.fresh,
    r.clean,
    r.loaded,
    r.rejects,
    n.appeared_at as newest_article,
    now() - n.appeared_at as newest_article_age,
    coalesce(w.articles, 0) as articles_7_days,
    coalesce(a.alarms, '{}') as alarms,
    coalesce(q.batches, 0) as quarantined_batches,
    l.completeness as completeness_7_days,
    r.finished_at is not null
        and a.alarms is null
        and q.batches is null
        and coalesce(l.completeness, 1) >= 0.95 as healthy,
    r.run as last_run
from news.sources as s
join last_runs as r on r.source_id = s.id
join newest as n on n.source_id = s.id
left join weeks as w on w.source_id = s.id
left join standing as a on a.source_id = s.id
left join waiting as q on q.source_id = s.id
left join ledger as l on l.source_id = s.id;

comment on view news.source_health is 'Each source with its last successful run and its newest article.';
comment on column news.source_health.source_id is 'Source.';
comment on column news.source_health.source is 'Name of the source.';
comment on column news.source_health.in_catalogue is 'False once its YAML file is gone.';
comment on column news.source_health.last_success is 'When its last complete run was loaded, null when there was none.';
comment on column news.source_health.last_batch is 'Batch of that run.';
comment on column news.source_health.window_start is 'First moment of publication that run was about.';
comment on column news.source_health.window_end is 'First moment after.';
comment on column news.source_health.discovered is 'Candidates that run found.';
comment on column news.source_health.fetched is 'Pages it archived.';
comment on column news.source_health.fresh is 'Pages dedupe let through.';
comment on column news.source_health.clean is 'Articles clean made of them.';
comment on column news.source_health.loaded is 'Articles loaded.';
comment on column news.source_health.rejects is 'Its rejects: reason to count.';
comment on column news.source_health.newest_article is 'When its newest article appeared; dates in the future do not count.';
comment on column news.source_health.newest_article_age is 'Time since then.';
comment on column news.source_health.articles_7_days is 'Articles of the last seven days in its time zone, today among them.';
comment on column news.source_health.alarms is 'What seems wrong with it and nobody accepted, a sentence each.';
comment on column news.source_health.quarantined_batches is 'Batches that were cleaned but not loaded.';
comment on column news.source_health.completeness_7_days is 'Share of the URLs listed for the last seven whole days in its time zone that are loaded or explained, null when none were.';
comment on column news.source_health.healthy is 'Whether it ran, nothing seems wrong, nothing waits in quarantine, and at most 5% of a week is missing.';
comment on column news.source_health.last_run is 'Airflow''s id of the last successful run.';
