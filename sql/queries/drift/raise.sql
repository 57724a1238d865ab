-- An alarm of a source, or that it still stands.
insert into news.alarms (
    source_id, name, severity, sentence, batch_id, last_batch_id, last_seen_at
)
select s.id, %(name)s, %(severity)s, %(sentence)s, %(batch)s, %(batch)s, %(at)s
from news.sources as s
where s.id = %(source)s
on conflict (source_id, name) where cleared_at is null do update set
    severity = excluded.severity,
    sentence = excluded.sentence,
    last_batch_id = excluded.last_batch_id,
    last_seen_at = excluded.last_seen_at
where alarms.last_seen_at <= excluded.last_seen_at;
