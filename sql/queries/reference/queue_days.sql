-- Queue the days that are to be counted again: last, all at once and in order, as a load does, so that
-- neither waits for what the other holds.
insert into news.changed_days (source_id, day)
select distinct source_id, day
from staged_days
order by source_id, day
on conflict (source_id, day) do update set queued_at = excluded.queued_at;
