-- How many batches fetched before a moment have folders that are kept. One row.
select count(*) as batches
from news.batches
where dropped_at is null
    and coalesce(started_at, finished_at, window_end) < %(before)s;
