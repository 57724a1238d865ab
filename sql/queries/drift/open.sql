-- The alarms of a source that stand. One row per alarm.
select name, severity, sentence, batch_id, raised_at, accepted_at
from news.alarms
where source_id = %(source)s
    and cleared_at is null
order by name;
