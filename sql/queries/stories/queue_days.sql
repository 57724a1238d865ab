-- Queue the days of articles that became an original or a copy.
insert into news.changed_days (source_id, day)
select distinct source_id, day
from news.articles
where id = any(%(ids)s::bigint[])
order by source_id, day
on conflict (source_id, day) do update set queued_at = excluded.queued_at;
