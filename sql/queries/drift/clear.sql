-- Alarms of a source that a batch no longer shows; a batch fetched before they were seen last does
-- not tell.
update news.alarms
set cleared_at = now()
where source_id = %(source)s
    and cleared_at is null
    and name = any(%(settled)s::text[])
    and not name = any(%(raised)s::text[])
    and (last_seen_at <= %(at)s or last_batch_id = %(batch)s);
