-- Count what became of the URLs of the days taken again.
delete from news.daily_completeness as d
using taken_days as t
where d.source_id = t.source_id
    and d.day = t.day;

create temporary table counted_urls on commit drop as
select
    f.source_id, f.day, f.way, f.outcome, f.reason,
    count(*) as urls,
    count(*) filter (
        where f.outcome = 'missing' and f.asked_at is not null and f.reason <> 'outside window'
    ) as troubled
from taken_days as t
join news.frontier as f on f.source_id = t.source_id and f.day = t.day
group by f.source_id, f.day, f.way, f.outcome, f.reason;

insert into news.daily_completeness (
    source_id, day, way, listed, loaded, explained, missing, troubled, reasons
)
with reasons as (
    select source_id, day, way, jsonb_object_agg(reason, urls order by reason) as counts
    from (
        select source_id, day, way, reason, sum(urls) as urls
        from counted_urls
        where reason is not null
        group by source_id, day, way, reason
    ) as by_reason
    group by source_id, day, way
)
select
    c.source_id, c.day, c.way,
    sum(c.urls),
    coalesce(sum(c.urls) filter (where c.outcome = 'loaded'), 0),
    coalesce(sum(c.urls) filter (where c.outcome = 'explained'), 0),
    coalesce(sum(c.urls) filter (where c.outcome = 'missing'), 0),
    sum(c.troubled),
    coalesce((
        select r.counts
        from reasons as r
        where r.source_id = c.source_id and r.day = c.day and r.way = c.way
    ), '{}')
from counted_urls as c
group by c.source_id, c.day, c.way;
