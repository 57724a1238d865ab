-- Batches of a source that were cleaned but not loaded. One row per batch, oldest window first.
select id
from news.batches
where source_id = %(source)s
    and finished_at is null
    and counts ? 'clean'
order by window_start, id;
