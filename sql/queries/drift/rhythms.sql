-- The rhythms of a source's lists. One row per list.
select
    url, first_at, last_at, last_batch_id, reads, failures, failing_since, detail, newest_at, longest_gap
from news.list_rhythms
where source_id = %(source)s
order by url;
