-- The alarms of these names that stand and that nobody accepted. One row per alarm.
select source_id, name, last_seen_at
from news.alarms
where name = any(%(names)s::text[])
    and cleared_at is null
    and accepted_at is null
order by source_id, name;
