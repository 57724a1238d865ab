-- Queue the days whose roll-ups are out of date; updated like the queue of links, for its lock.
insert into news.changed_days (source_id, day)
select %(source)s, old_day
from changes
where old_day is not null
union
select %(source)s, new_day
from changes
union
select %(source)s, day
from gone
union
select %(source)s, day
from listed_days
order by 2
on conflict (source_id, day) do update set queued_at = excluded.queued_at;
