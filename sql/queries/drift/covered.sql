-- Whether the windows of a source's loaded batches, with this batch's, hold the whole of a span.
-- One row.
with windows as (
    select tstzrange(window_start, window_end) as span
    from news.batches
    where source_id = %(source)s
        and finished_at is not null
        and window_end > %(start)s
        and window_start < %(end)s
    union all
    select tstzrange(%(window_start)s, %(window_end)s)
)
select tstzrange(%(start)s, %(end)s) <@ range_agg(span) as covered
from windows;
