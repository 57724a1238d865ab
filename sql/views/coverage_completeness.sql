-- Purpose: how much of what each source listed is in the archive, day by day, and what is missing.
-- Grain: source x day, from the first day a run was about to today; sources of the catalogue that
-- have a run. A day is one of the source's own time zone. Listed is every URL of an article that a
-- list, an earlier run or a person proposed. What the runs since the last roll-up did is not in yet.
create or replace view news.coverage_completeness as
with counted as (
    select starts_on as day, source_id, runs, listed, loaded, explained, missing, troubled
    from news.period_completeness
    where period = 'day'
    union all
    -- The days since the last that is kept.
    select each.day::date, s.id, 0, 0, 0, 0, 0, 0
    from news.sources as s
    cross join lateral (
        select c.starts_on
        from news.period_completeness as c
        where c.source_id = s.id
            and c.period = 'day'
        order by c.starts_on desc
        limit 1
    ) as last
    cross join lateral generate_series(
        (last.starts_on + 1)::timestamp,
        (now() at time zone s.timezone)::date::timestamp,
        interval '1 day'
    ) as each (day)
)
select
    c.source_id,
    s.name as source,
    c.day,
    s.timezone,
    c.runs,
    c.listed,
    c.loaded,
    c.explained,
    c.missing,
    coalesce(
        -- Mostly one way listed all of it; what several did is added up.
        (
            select d.reasons
            from news.daily_completeness as d
            where d.source_id = c.source_id
                and d.day = c.day
                and d.listed = c.listed
            limit 1
        ),
        (
            select jsonb_object_agg(by_reason.reason, by_reason.urls order by by_reason.reason)
            from (
                select each.reason, sum(each.urls::integer) as urls
                from news.daily_completeness as d
                cross join lateral jsonb_each_text(d.reasons) as each (reason, urls)
                where d.source_id = c.source_id
                    and d.day = c.day
                group by each.reason
            ) as by_reason
        ),
        '{}'
    ) as reasons,
    round((c.loaded + c.explained)::numeric / nullif(c.listed, 0), 4) as share,
    case
        when c.runs = 0 then 'not crawled'
        when c.listed = 0 then 'nothing listed'
        when c.loaded + c.explained >= 0.95 * c.listed then 'complete'
        else 'incomplete'
    end as status,
    (c.runs > 0 or c.day = (now() at time zone s.timezone)::date)
        and c.loaded + c.explained + c.troubled >= 0.95 * c.listed as healthy
from counted as c
join news.sources as s on s.id = c.source_id
where s.in_catalogue;

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
