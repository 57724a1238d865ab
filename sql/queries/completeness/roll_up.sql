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

analyze counted_urls;

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
),
counted as (
    select
        source_id, day, way,
        sum(urls) as listed,
        coalesce(sum(urls) filter (where outcome = 'loaded'), 0) as loaded,
        coalesce(sum(urls) filter (where outcome = 'explained'), 0) as explained,
        coalesce(sum(urls) filter (where outcome = 'missing'), 0) as missing,
        sum(troubled) as troubled
    from counted_urls
    group by source_id, day, way
)
select
    c.source_id, c.day, c.way, c.listed, c.loaded, c.explained, c.missing, c.troubled,
    coalesce(r.counts, '{}')
from counted as c
left join reasons as r on r.source_id = c.source_id and r.day = c.day and r.way = c.way;
