-- Days worth another run: the last week, then the same weekday for four weeks more, that nobody
-- crawled or that miss something which may be had now. One row per day, at most %(per_source)s of a
-- source, the youngest first, and %(days)s in all.
with looked_at as (
    select c.source_id, c.day, c.timezone, c.status, c.listed, c.missing, c.reasons
    from news.coverage_completeness as c
    where c.status in ('incomplete', 'not crawled')
        and (%(now)s::timestamptz at time zone c.timezone)::date - c.day = any(%(ages)s::integer[])
),
worth as (
    select
        g.source_id, g.day, g.timezone, g.status, g.listed, g.missing, g.reasons,
        row_number() over (partition by g.source_id order by g.day desc) as nth
    from looked_at as g
    where g.status = 'not crawled'
        or exists (
            select
            from news.frontier as f
            where f.source_id = g.source_id
                and f.day = g.day
                and f.outcome = 'missing'
                and (f.next_check <= %(now)s or f.asked_at is null or f.reason = 'outside window')
        )
)
select source_id, day, timezone, status, listed, missing, reasons
from worth
where nth <= %(per_source)s
order by day desc, source_id
limit %(days)s;
