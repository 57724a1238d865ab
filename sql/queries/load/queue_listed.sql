-- Queue the days whose completeness changed, for a batch that has no articles yet.
insert into news.changed_days (source_id, day)
select %(source)s, day
from listed_days
order by 2
on conflict (source_id, day) do update set queued_at = excluded.queued_at;
