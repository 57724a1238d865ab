-- Pages of a source to be asked for again now. One row per URL, the one waiting longest first.
-- In a window of publication also those no run has asked for yet, or had but left out because they
-- lay outside its own window; without one, those of the last day that lists have dropped since,
-- as far back as the source has ever been crawled.
with chosen as (
    select f.url, f.next_check as since
    from news.frontier as f
    where %(since)s::timestamptz is null
        and f.source_id = %(source)s
        and f.next_check <= %(now)s::timestamptz
    union all
    select f.url, f.published_at
    from news.frontier as f
    where %(since)s::timestamptz is null
        and f.source_id = %(source)s
        and f.asked_at is null
        and f.next_check is null
        and f.left_out = 'outside window'
        and f.outcome = 'missing'
        and f.published_at <= %(now)s::timestamptz
        and f.published_at >= greatest(
            %(now)s::timestamptz - interval '1 day',
            (
                select min(b.window_start)
                from news.batches as b
                where b.source_id = %(source)s
                    and b.window_end - b.window_start < interval '3653 days'
            )
        )
    union all
    select f.url, coalesce(f.next_check, f.published_at, f.first_seen)
    from news.frontier as f
    where %(since)s::timestamptz is not null
        and f.source_id = %(source)s
        and f.day between %(since)s::timestamptz::date - 1 and %(until)s::timestamptz::date + 1
        and coalesce(f.published_at, f.first_seen) >= %(since)s::timestamptz
        and coalesce(f.published_at, f.first_seen) < %(until)s::timestamptz
        and (
            f.next_check <= %(now)s::timestamptz
            or (f.outcome = 'missing' and f.reason = 'outside window')
        )
),
first as (
    select url, since
    from chosen
    order by since, url
    limit %(limit)s
)
select
    first.url,
    f.batch_id as batch,
    f.digest,
    f.reason,
    f.published_at,
    nullif(f.way, 'unknown') as way,
    f.warc,
    f.warc_offset as offset,
    f.etag,
    f.last_modified,
    f.asked_at,
    f.next_check
from first
join news.frontier as f on f.source_id = %(source)s and f.url = first.url
order by first.since, first.url;
