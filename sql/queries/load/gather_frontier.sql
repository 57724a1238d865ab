-- What the batch says of each URL that was proposed: when and how it was seen, what asking for it
-- came to, and how the page was understood. One row per URL.
create temporary table proposed on commit drop as
with pages_asked as (
    select p.key, p.way, p.stated_at, p.fetched_at, p.digest, p.etag, p.last_modified, p.warc, p.warc_offset
    from staged_pages
    cross join jsonb_to_record(line) as p (
        key text, way text, stated_at timestamptz, fetched_at timestamptz, digest text, etag text,
        last_modified text, warc text, warc_offset bigint
    )
    where %(judged)s
        and octet_length(p.key) between 1 and 2048
),
refused as (
    select r.key, r.stage, r.reason, r.published_at, r.way, r.asked_at, r.status, r.outcome, r.waits
    from staged_rejects
    cross join jsonb_to_record(line) as r (
        key text, stage text, reason text, published_at timestamptz, way text,
        asked_at timestamptz, status integer, outcome text, waits jsonb
    )
    where octet_length(r.key) between 1 and 2048
),
run as (
    -- A moment for what was seen in a list and not asked for: the same whenever the batch is loaded.
    select coalesce(
        %(listed_at)s::timestamptz,
        (select min(fetched_at) from pages_asked),
        (select min(asked_at) from refused),
        %(window_end)s::timestamptz
    ) as at
),
names_given as (
    select distinct n.warc, n.warc_offset, n.url
    from staged_names
    cross join jsonb_to_record(line) as n (warc text, warc_offset bigint, url text)
),
accepted as (
    select a.warc, a.warc_offset, min(a.published_at) as published_at
    from staged_articles
    cross join jsonb_to_record(line) as a (warc text, warc_offset bigint, published_at timestamptz)
    group by a.warc, a.warc_offset
),
rejected as (
    -- The last stage that rejected the page says why.
    select distinct on (n.warc, n.warc_offset) n.warc, n.warc_offset, r.reason, r.published_at
    from refused as r
    join names_given as n on n.url = r.key
    where r.stage <> 'crawl'
    order by
        n.warc, n.warc_offset, array_position(array['load', 'clean', 'dedupe'], r.stage), r.reason
),
understood as (
    select distinct on (p.key)
        p.key, p.fetched_at, p.digest, p.etag, p.last_modified, p.warc, p.warc_offset,
        case when a.warc is null then coalesce(r.reason, %(unkept)s) end as verdict,
        case when a.warc is null then r.published_at else a.published_at end as dated_at
    from pages_asked as p
    left join accepted as a on a.warc = p.warc and a.warc_offset = p.warc_offset
    left join rejected as r on r.warc = p.warc and r.warc_offset = p.warc_offset
    where a.warc is not null
        or r.reason is distinct from %(unchanged)s
    order by p.key, p.fetched_at desc, p.warc collate "C" desc, p.warc_offset desc
),
told as (
    select
        refused.key, refused.way, refused.published_at, refused.status, refused.outcome, refused.waits,
        refused.reason, refused.asked_at,
        coalesce(refused.asked_at, run.at) as at,
        case
            when reason in ('already held', 'outside window', 'over limit') then 'left out'
            when reason = %(unchanged)s then case when asked_at is null then 'left out' else 'answered' end
            else 'failed'
        end as kind
    from refused
    cross join run
    where stage = 'crawl'
        and (reason <> 'not an article URL' or asked_at is not null)
        and not (key = any(%(lists)s::text[]))
),
wanted as (
    -- What lies far outside any window was never wanted; what is near may be tomorrow.
    select key, way, published_at, status, outcome, waits, reason, at, kind
    from told
    where reason <> 'outside window'
        or published_at between at - interval '35 days' and at + interval '2 days'
),
seen as (
    select key, fetched_at as at, way, stated_at, fetched_at as answered_at
    from pages_asked
    union all
    select key, at, way, published_at, case when kind = 'answered' then at end
    from wanted
),
sightings as (
    select
        key,
        min(at) as first_seen,
        max(at) as last_seen,
        (array_agg(coalesce(way, 'unknown') order by at, way))[1] as way,
        min(stated_at) as stated_at,
        max(answered_at) as answered_at
    from seen
    group by key
),
troubles as (
    select
        key,
        array_agg(distinct at) as failed_at,
        (array_agg(
            jsonb_build_object(
                'reason', reason, 'status', status, 'outcome', outcome, 'batch', %(batch)s::text, 'waits', waits
            )
            order by at desc, reason
        ))[1] as failure
    from wanted
    where kind = 'failed'
    group by key
),
passed_over as (
    select key, max(case when reason = %(unchanged)s then 'already held' else reason end collate "C") as left_out
    from wanted
    where kind = 'left out'
    group by key
)
select
    s.key as url, s.way, s.first_seen, s.last_seen, s.stated_at, s.answered_at,
    t.failed_at, t.failure, o.left_out,
    u.fetched_at, u.verdict, u.dated_at, u.digest, u.etag, u.last_modified, u.warc, u.warc_offset
from sightings as s
left join troubles as t on t.key = s.key
left join passed_over as o on o.key = s.key
left join understood as u on u.key = s.key;
