-- Batches fetched before a moment whose folders are kept. One row per batch, the oldest first.
select id
from news.batches
where dropped_at is null
    and coalesce(started_at, finished_at, window_end) < %(before)s
order by coalesce(started_at, finished_at, window_end), id
limit %(limit)s;
