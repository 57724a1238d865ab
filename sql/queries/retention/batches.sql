-- Batches fetched before a moment whose folders are kept. One row per batch, the oldest first. Those
-- in quarantine are none of them: they can be accepted yet.
select id
from news.batches
where dropped_at is null
    and coalesce(started_at, finished_at, window_end) < %(before)s
    and not (finished_at is null and counts ? 'clean')
order by coalesce(started_at, finished_at, window_end), id
limit %(limit)s;
