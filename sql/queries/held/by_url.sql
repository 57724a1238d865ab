-- What is known of some URLs of a source. One row per known URL: the page it names, as the article
-- or the reject it became, else how asking for it ended; and when it is asked for again.
with asked as (
    select unnest(%(keys)s::text[]) as url
)
select
    asked.url,
    coalesce(u.batch_id, f.batch_id) as batch,
    coalesce(u.digest, f.digest) as digest,
    case
        when u.url is null or (u.reason = 'outside window' and f.failures > 0) then f.reason
        else u.reason
    end as reason,
    coalesce(u.published_at, f.published_at) as published_at,
    nullif(f.way, 'unknown') as way,
    case when u.url is null then f.warc else u.warc end as warc,
    case when u.url is null then f.warc_offset else u.warc_offset end as offset,
    f.etag,
    f.last_modified,
    coalesce(f.asked_at, u.last_seen) as asked_at,
    f.next_check
from asked
left join news.urls as u on u.source_id = %(source)s and u.url = asked.url
left join news.frontier as f on f.source_id = %(source)s and f.url = asked.url
where u.url is not null
    or f.asked_at is not null
    or f.left_out <> 'already held';
