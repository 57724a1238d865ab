-- A person takes the state of a source for the right one. One row per alarm accepted.
update news.alarms
set accepted_at = now()
where source_id = %(source)s
    and cleared_at is null
    and accepted_at is null
returning name, severity, sentence, last_batch_id as batch;
