-- The runs loaded last, with their funnel. One row per batch, newest first.
select
    id, source_id, run, window_start, window_end, started_at, finished_at,
    discovered, fetched, fresh, clean, loaded, rejects, counts
from news.batches
where %(source)s::text is null or source_id = %(source)s
order by finished_at desc nulls last, id
limit %(limit)s;
