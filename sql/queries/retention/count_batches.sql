-- How many batches fetched before a moment have folders that are kept, those in quarantine not
-- counted. One row.
select count(*) as batches
from news.batches
where dropped_at is null
    and coalesce(started_at, finished_at, window_end) < %(before)s
    and not (finished_at is null and counts ? 'clean');
