-- Days touched in the last two days whose totals are not the number of their articles, those with
-- a date that cannot be their own left out; so are days still in the queue.
-- severity: serious
with recent as (
    select id
    from news.batches
    where finished_at > now() - interval '2 days'
),
touched as (
    select distinct a.source_id, a.day
    from recent
    join news.articles as a on a.batch_id = recent.id
),
settled as (
    select touched.source_id, touched.day
    from touched
    where not exists (
        select
        from news.changed_days as c
        where c.source_id = touched.source_id
            and c.day = touched.day
    )
),
broken as (
    select s.source_id || ' ' || s.day as day
    from settled as s
    where (
        select count(*)
        from news.articles as a
        where a.source_id = s.source_id
            and a.day = s.day
            and news.date_doubt(a.published_at, a.fetched_at) is null
    ) <> (
        select coalesce(sum(d.articles), 0)
        from news.daily_totals as d
        where d.source_id = s.source_id
            and d.day = s.day
    )
)
select count(*) as rows, min(day) as example
from broken;
