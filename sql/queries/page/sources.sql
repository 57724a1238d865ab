-- How the sources of a region fare. One row per source: those that ran or are in trouble first.
select
    h.source_id,
    h.source,
    h.in_catalogue,
    h.last_success,
    h.last_run,
    h.window_start,
    h.window_end,
    h.discovered,
    h.fetched,
    h.fresh,
    h.clean,
    h.loaded,
    h.rejects,
    h.newest_article,
    h.articles_7_days,
    h.alarms,
    h.quarantined_batches,
    h.completeness_7_days,
    h.healthy
from news.source_health as h
join news.dimensions as d on d.id = h.source_id and d.dimension = 'source'
where d.region = %(region)s
    and (%(source)s::text is null or h.source_id = %(source)s)
order by h.last_success is null, h.healthy, h.source, h.source_id
limit %(limit)s;
