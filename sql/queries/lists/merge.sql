-- What was found at each list. Only a whole answer replaces the archived one: "not modified" and
-- failures leave it, with its validators.
insert into news.lists as kept (
    source_id, url, kind, way, asked_at, status, reason, detail, found, fresh, newest_at,
    quiet, failures, next_ask, etag, last_modified, batch_id, warc, warc_offset
)
select
    %(source)s, v.url, v.kind, v.way, v.asked_at, v.status, v.reason, v.detail, v.found, v.fresh,
    v.newest_at, v.quiet, v.failures, v.next_ask, v.etag, v.last_modified, v.batch, v.warc, v."offset"
from staged_lists
cross join jsonb_to_record(line) as v (
    url text, kind text, way text, asked_at timestamptz, status integer, reason text, detail text,
    found integer, fresh integer, newest_at timestamptz, quiet integer, failures integer,
    next_ask timestamptz, etag text, last_modified text, batch text, warc text, "offset" bigint
)
order by v.url
on conflict (source_id, url) do update set
    kind = excluded.kind,
    way = excluded.way,
    asked_at = excluded.asked_at,
    status = excluded.status,
    reason = excluded.reason,
    detail = excluded.detail,
    found = case when excluded.reason is null then excluded.found else kept.found end,
    fresh = excluded.fresh,
    newest_at = coalesce(excluded.newest_at, kept.newest_at),
    quiet = excluded.quiet,
    failures = excluded.failures,
    next_ask = excluded.next_ask,
    etag = case when excluded.reason is null and excluded.status is distinct from 304 then excluded.etag
        else kept.etag end,
    last_modified = case when excluded.reason is null and excluded.status is distinct from 304
        then excluded.last_modified else kept.last_modified end,
    batch_id = case when excluded.reason is null and excluded.status is distinct from 304
        then excluded.batch_id else kept.batch_id end,
    warc = case when excluded.reason is null and excluded.status is distinct from 304
        then excluded.warc else kept.warc end,
    warc_offset = case when excluded.reason is null and excluded.status is distinct from 304
        then excluded.warc_offset else kept.warc_offset end
where excluded.asked_at > kept.asked_at;
