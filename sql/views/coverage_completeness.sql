-- Purpose: how much of what each source listed is in the archive, day by day, and what is missing.
-- Grain: source x day, from the first day a run was about to today; sources of the catalogue that
-- have a run. A day is one of the source's own time zone. Listed is every URL of an article that a
-- list, an earlier run or a person proposed.
create or replace view news.coverage_completeness as
with spans as (
    -- A run over more than ten years is an import: it is about no day in particular.
    select b.source_id, b.window_start, b.window_end, b.finished_at
    from news.batches as b
    where b.window_end - b.window_start < interval '3653 days'
),
firsts as (
    select
        s.id as source_id,
        s.name,
        s.timezone,
        (first.window_start at time zone s.timezone)::date as day,
        (now() at time zone s.timezone)::date as today
    from news.sources as s
    cross join lateral (
        select spans.window_start
        from spans
        where spans.source_id = s.id
        order by spans.window_start
        limit 1
    ) as first
    where s.in_catalogue
),
days as (
    select f.source_id, f.name, f.timezone, f.today, each.day::date as day
    from firsts as f
    cross join lateral generate_series(f.day::timestamp, f.today::timestamp, interval '1 day') as each (day)
),
touched as (
    select f.source_id, each.day::date as day, count(*) as runs
    from firsts as f
    join spans as b on b.source_id = f.source_id and b.finished_at is not null
    cross join lateral generate_series(
        (b.window_start at time zone f.timezone)::date::timestamp,
        least(((b.window_end - interval '1 microsecond') at time zone f.timezone)::date, f.today)::timestamp,
        interval '1 day'
    ) as each (day)
    group by f.source_id, each.day
),
counted as (
    select
        source_id, day,
        sum(listed) as listed,
        sum(loaded) as loaded,
        sum(explained) as explained,
        sum(missing) as missing,
        sum(troubled) as troubled
    from news.daily_completeness
    group by source_id, day
),
reasons as (
    select source_id, day, jsonb_object_agg(reason, urls order by reason) as counts
    from (
        select d.source_id, d.day, each.reason, sum(each.urls::integer) as urls
        from news.daily_completeness as d
        cross join lateral jsonb_each_text(d.reasons) as each (reason, urls)
        group by d.source_id, d.day, each.reason
    ) as by_reason
    group by source_id, day
),
joined as (
    select
        d.source_id, d.name, d.timezone, d.today, d.day,
        coalesce(t.runs, 0) as runs,
        coalesce(c.listed, 0) as listed,
        coalesce(c.loaded, 0) as loaded,
        coalesce(c.explained, 0) as explained,
        coalesce(c.missing, 0) as missing,
        coalesce(c.troubled, 0) as troubled,
        coalesce(r.counts, '{}') as reasons
    from days as d
    left join touched as t on t.source_id = d.source_id and t.day = d.day
    left join counted as c on c.source_id = d.source_id and c.day = d.day
    left join reasons as r on r.source_id = d.source_id and r.day = d.day
)
select
    j.source_id,
    j.name as source,
    j.day,
    j.timezone,
    j.runs,
    j.listed,
    j.loaded,
    j.explained,
    j.missing,
    j.reasons,
    round((j.loaded + j.explained)::numeric / nullif(j.listed, 0), 4) as share,
    case
        when j.runs = 0 then 'not crawled'
        when j.listed = 0 then 'nothing listed'
        when j.loaded + j.explained >= 0.95 * j.listed then 'complete'
        else 'incomplete'
    end as status,
    (j.runs > 0 or j.day = j.today) and j.loaded + j.explained + j.troubled >= 0.95 * j.listed as healthy
from joined as j;

comment on view news.coverage_completeness is 'What became of the URLs each source listed, per day of publication.';
comment on column news.coverage_completeness.source_id is 'Source.';
comment on column news.coverage_completeness.source is 'Name of the source.';
comment on column news.coverage_completeness.day is 'Day of publication, else of the first sighting, in the time zone of the source.';
comment on column news.coverage_completeness.timezone is 'IANA time zone its days are counted in.';
comment on column news.coverage_completeness.runs is 'Finished runs whose window touches the day.';
comment on column news.coverage_completeness.listed is 'URLs of articles proposed.';
comment on column news.coverage_completeness.loaded is 'Those that are in the archive.';
comment on column news.coverage_completeness.explained is 'Those left out for a reason that asking again will not change: no text, not there (404), and so on.';
comment on column news.coverage_completeness.missing is 'Those still to be had.';
comment on column news.coverage_completeness.reasons is 'Of those not loaded: reason to count.';
comment on column news.coverage_completeness.share is 'Loaded and explained of those listed; null when nothing was listed.';
comment on column news.coverage_completeness.status is 'complete (share of 0.95 or more), incomplete, nothing listed, or not crawled (no finished run).';
comment on column news.coverage_completeness.healthy is 'Whether a run has been (today it may yet come) and 95 % of those listed are loaded, explained, or missing for a trouble that is known (a failed request, quarantine).';
