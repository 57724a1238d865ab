-- How complete the days taken are, and those the runs taken were about; then their weeks, months
-- and regions. A source has every day from its first run to four weeks after its last, up to
-- yesterday, so that a day nobody crawled has a row, too; after that it is watched no more. It has
-- every day up to the last that a run was about or something was listed for, today among them.
create temporary table crawl_bounds on commit drop as
select
    s.id as source_id,
    s.timezone,
    dates.first_day,
    dates.today,
    greatest(
        least(
            coalesce(dates.last_run, dates.first_day) + case when s.in_catalogue then 28 else 0 end,
            dates.today - 1
        ),
        least(dates.last_run, dates.today),
        told.last_day
    ) as until,
    kept.first_day as first_kept,
    kept.last_day as last_kept
from news.sources as s
cross join lateral (
    select b.window_start
    from news.batches as b
    where b.source_id = s.id
        -- A run over more than ten years is an import: it is about no day in particular.
        and b.window_end - b.window_start < interval '3653 days'
    order by b.window_start
    limit 1
) as first
left join lateral (
    select b.window_end - interval '1 microsecond' as window_end
    from news.batches as b
    where b.source_id = s.id
        and b.finished_at is not null
        and b.window_end - b.window_start < interval '3653 days'
    order by b.window_end desc
    limit 1
) as last on true
cross join lateral (
    select
        (first.window_start at time zone s.timezone)::date as first_day,
        (last.window_end at time zone s.timezone)::date as last_run,
        (now() at time zone s.timezone)::date as today
) as dates
cross join lateral (
    select max(d.day) as last_day
    from news.daily_completeness as d
    where d.source_id = s.id
        and d.day <= dates.today
) as told
cross join lateral (
    select min(c.starts_on) as first_day, max(c.starts_on) as last_day
    from news.period_completeness as c
    where c.source_id = s.id
        and c.period = 'day'
) as kept;

analyze taken_runs;

create temporary table crawled_days on commit drop as
select t.source_id, t.day
from taken_days as t
union
select b.source_id, each.day::date
from taken_runs as t
join news.batches as b on b.id = t.batch_id
join crawl_bounds as c on c.source_id = b.source_id
cross join lateral generate_series(
    (b.window_start at time zone c.timezone)::date::timestamp,
    least(((b.window_end - interval '1 microsecond') at time zone c.timezone)::date, c.today)::timestamp,
    interval '1 day'
) as each (day)
where b.window_end - b.window_start < interval '3653 days'
union
-- Days that are none any more: nothing is listed for them now, or the source moved to another time
-- zone.
select c.source_id, k.starts_on
from crawl_bounds as c
join news.period_completeness as k
    on k.source_id = c.source_id
    and k.period = 'day'
    and k.starts_on between c.first_kept and c.first_day - 1
where c.first_kept < c.first_day
union
select c.source_id, k.starts_on
from crawl_bounds as c
join news.period_completeness as k
    on k.source_id = c.source_id
    and k.period = 'day'
    and k.starts_on between c.until + 1 and c.last_kept
where c.last_kept > c.until;

analyze crawled_days;

create temporary table counted_days on commit drop as
with wanted as (
    select c.source_id, d.day
    from crawl_bounds as c
    join crawled_days as d on d.source_id = c.source_id
    where d.day between c.first_day and c.until
    union
    -- None is left out between those there are.
    select c.source_id, each.day::date
    from crawl_bounds as c
    cross join lateral generate_series(
        c.first_day::timestamp, coalesce(c.first_kept - 1, c.until)::timestamp, interval '1 day'
    ) as each (day)
    union
    select c.source_id, each.day::date
    from crawl_bounds as c
    cross join lateral generate_series(
        (c.last_kept + 1)::timestamp, c.until::timestamp, interval '1 day'
    ) as each (day)
)
select
    w.source_id, w.day,
    runs.short + runs.long as runs,
    coalesce(c.listed, 0) as listed,
    coalesce(c.loaded, 0) as loaded,
    coalesce(c.explained, 0) as explained,
    coalesce(c.missing, 0) as missing,
    coalesce(c.troubled, 0) as troubled
from wanted as w
join crawl_bounds as b on b.source_id = w.source_id
cross join lateral (
    select
        w.day::timestamp at time zone b.timezone as starts,
        (w.day + 1)::timestamp at time zone b.timezone as ends
) as moments
cross join lateral (
    select
        (
            select count(*)
            from news.batches as r
            where r.source_id = w.source_id
                and r.finished_at is not null
                and r.window_start >= moments.starts - interval '35 days'
                and r.window_start < moments.ends
                and r.window_end > moments.starts
                and r.window_end - r.window_start <= interval '35 days'
        ) as short,
        (
            select count(*)
            from news.batches as r
            where r.source_id = w.source_id
                and r.finished_at is not null
                and r.window_start < moments.ends
                and r.window_end > moments.starts
                and r.window_end - r.window_start > interval '35 days'
                and r.window_end - r.window_start < interval '3653 days'
        ) as long
) as runs
left join lateral (
    select
        sum(d.listed) as listed, sum(d.loaded) as loaded, sum(d.explained) as explained,
        sum(d.missing) as missing, sum(d.troubled) as troubled
    from news.daily_completeness as d
    where d.source_id = w.source_id
        and d.day = w.day
) as c on true;

delete from news.period_completeness as p
using crawled_days as d
where p.period = 'day'
    and p.starts_on = d.day
    and p.source_id = d.source_id;

insert into news.period_completeness (
    period, starts_on, source_id, runs, listed, loaded, explained, missing, troubled,
    days, holes, completeness
)
select
    'day', day, source_id, runs, listed, loaded, explained, missing, troubled,
    1,
    (runs = 0 or loaded + explained < 0.95 * listed)::integer,
    case when runs = 0 then 0 else (loaded + explained)::real / nullif(listed, 0) end
from counted_days
order by day, source_id;

create temporary table completed_periods on commit drop as
select distinct d.source_id, p.period, p.starts_on, p.ends_on
from (
    select source_id, day from crawled_days
    union
    select source_id, day from counted_days
) as d
cross join lateral (
    values
        ('day', d.day, d.day),
        ('week', date_trunc('week', d.day::timestamp)::date, date_trunc('week', d.day::timestamp)::date + 6),
        (
            'month',
            date_trunc('month', d.day::timestamp)::date,
            (date_trunc('month', d.day::timestamp) + interval '1 month')::date - 1
        )
) as p (period, starts_on, ends_on);

analyze completed_periods;

delete from news.period_completeness as c
using completed_periods as p
where p.period <> 'day'
    and c.period = p.period
    and c.starts_on = p.starts_on
    and c.source_id = p.source_id;

insert into news.period_completeness (
    period, starts_on, source_id, runs, listed, loaded, explained, missing, troubled,
    days, holes, completeness
)
select
    p.period, p.starts_on, p.source_id,
    sum(c.runs), sum(c.listed), sum(c.loaded), sum(c.explained), sum(c.missing), sum(c.troubled),
    count(*), sum(c.holes), avg(c.completeness)
from completed_periods as p
join news.period_completeness as c
    on c.source_id = p.source_id
    and c.period = 'day'
    and c.starts_on between p.starts_on and p.ends_on
where p.period <> 'day'
group by p.period, p.starts_on, p.source_id;

create temporary table region_days on commit drop as
select distinct period, starts_on, ends_on
from completed_periods;

analyze region_days;

delete from news.region_periods as r
using region_days as p
where r.period = p.period
    and r.starts_on = p.starts_on;

insert into news.region_periods (
    period, starts_on, region, articles, originals, source_days, counted, holes, completeness
)
with facts as (
    select
        d.day, d.source_id, d.articles, d.originals,
        0 as source_days, 0 as holes, null::real as completeness
    from region_days as p
    join news.daily_totals as d on d.day = p.starts_on
    where p.period = 'day'
    union all
    select c.starts_on, c.source_id, 0, 0, 1, c.holes, c.completeness
    from region_days as p
    join news.period_completeness as c on c.period = 'day' and c.starts_on = p.starts_on
    where p.period = 'day'
)
select
    'day', f.day, s.region, sum(f.articles), sum(f.originals),
    sum(f.source_days), count(f.completeness), sum(f.holes), avg(f.completeness)
from facts as f
join news.sources as s on s.id = f.source_id
group by f.day, s.region;

insert into news.region_periods (
    period, starts_on, region, articles, originals, source_days, counted, holes, completeness
)
select
    p.period, p.starts_on, r.region, sum(r.articles), sum(r.originals),
    sum(r.source_days), sum(r.counted), sum(r.holes),
    sum(r.completeness * r.counted) / nullif(sum(r.counted), 0)
from region_days as p
join news.region_periods as r on r.period = 'day' and r.starts_on between p.starts_on and p.ends_on
where p.period <> 'day'
group by p.period, p.starts_on, r.region;
