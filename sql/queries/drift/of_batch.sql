-- The alarms that stand and that a batch saw. One row per alarm.
select name, severity, sentence, batch_id = %(batch)s as new
from news.alarms
where source_id = %(source)s
    and last_batch_id = %(batch)s
    and cleared_at is null
    and accepted_at is null
order by name;
