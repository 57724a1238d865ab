-- Keep the rhythms of lists, for sources that are known; forget lists long not asked for.
insert into news.list_rhythms (
    source_id, url, first_at, last_at, last_batch_id, reads, failures, failing_since, detail,
    newest_at, longest_gap
)
select
    s.id, r.url, r.first_at, r.last_at, r.last_batch_id, r.reads, r.failures, r.failing_since,
    r.detail, r.newest_at, r.longest_gap
from news.sources as s
cross join jsonb_to_recordset(%(rhythms)s::jsonb -> 'rows') as r (
    url text, first_at timestamptz, last_at timestamptz, last_batch_id text, reads integer,
    failures integer, failing_since timestamptz, detail text, newest_at timestamptz,
    longest_gap interval
)
where s.id = %(source)s
on conflict (source_id, url) do update set
    last_at = excluded.last_at,
    last_batch_id = excluded.last_batch_id,
    reads = excluded.reads,
    failures = excluded.failures,
    failing_since = excluded.failing_since,
    detail = excluded.detail,
    newest_at = excluded.newest_at,
    longest_gap = excluded.longest_gap;

delete from news.list_rhythms
where source_id = %(source)s
    and last_at < %(forget)s;
