-- What the batch says of each URL into the frontier, and the days it changes.
-- Of every fact the newest, the earliest or the union is kept, and the rest follows from those: so
-- batches may come in any order and any number of times. A row that would not change is not touched.
analyze proposed;

create temporary table standings on commit drop as
with merged_facts as (
    select
        p.url,
        least(f.first_seen, p.first_seen) as first_seen,
        greatest(f.last_seen, p.last_seen) as last_seen,
        case
            when f.url is null or (f.way = 'unknown' and p.way is not null)
                or (p.first_seen, p.way collate "C") < (f.first_seen, f.way) then p.way
            else f.way
        end as way,
        least(f.stated_at, p.stated_at) as stated_at,
        greatest(f.left_out collate "C", p.left_out) as left_out,
        greatest(f.answered_at, p.answered_at) as answered_at,
        coalesce(f.failed_at, '{}') || coalesce(p.failed_at, '{}') as troubles,
        case
            when f.failure is null then p.failure
            when p.failure is null then f.failure
            when (p.failed_at[cardinality(p.failed_at)], p.failure ->> 'batch' collate "C")
                >= (f.failed_at[cardinality(f.failed_at)], f.failure ->> 'batch') then p.failure
            else f.failure
        end as failure,
        -- The same fetch in two batches is one that borrowed it: the better understood counts.
        p.fetched_at is not null and (
            f.fetched_at is null
            or (p.fetched_at, %(batch)s) = (f.fetched_at, f.batch_id)
            or (p.fetched_at, ranks.proposed, %(batch)s collate "C", p.warc collate "C", p.warc_offset)
                >= (f.fetched_at, ranks.known, f.batch_id, f.warc, f.warc_offset)
        ) as is_newer,
        f.day as old_day, f.way as old_way, f.outcome as old_outcome, f.reason as old_reason,
        case when f.asked_at is not null then true end as was_asked
    from proposed as p
    left join news.frontier as f on f.source_id = %(source)s and f.url = p.url
    cross join lateral (
        select
            case when p.verdict is null then 2 when %(outcomes)s::jsonb ->> p.verdict = 'missing' then 0 else 1 end
                as proposed,
            case when f.verdict is null then 2 when %(outcomes)s::jsonb ->> f.verdict = 'missing' then 0 else 1 end
                as known
    ) as ranks
),
chosen as (
    select
        m.url, m.first_seen, m.last_seen, m.way, m.stated_at, m.left_out, m.answered_at,
        m.old_day, m.old_way, m.old_outcome, m.old_reason, m.was_asked,
        coalesce(left_over.failed_at, '{}') as failed_at,
        case when left_over.failed_at is not null then m.failure end as failure,
        case when m.is_newer then p.fetched_at else f.fetched_at end as fetched_at,
        case when m.is_newer then p.verdict else f.verdict end as verdict,
        case when m.is_newer then p.dated_at else f.dated_at end as dated_at,
        case when m.is_newer then p.digest else f.digest end as digest,
        case when m.is_newer then p.etag else f.etag end as etag,
        case when m.is_newer then p.last_modified else f.last_modified end as last_modified,
        case when m.is_newer then %(batch)s else f.batch_id end as batch_id,
        case when m.is_newer then p.warc else f.warc end as warc,
        case when m.is_newer then p.warc_offset else f.warc_offset end as warc_offset
    from merged_facts as m
    join proposed as p on p.url = m.url
    left join news.frontier as f on f.source_id = %(source)s and f.url = m.url
    left join lateral (
        -- Failures before the last answer are over; ten in a row are more than any plan has.
        select array_agg(newest.at order by newest.at) as failed_at
        from (
            select distinct each.at
            from unnest(m.troubles) as each (at)
            where m.answered_at is null or each.at > m.answered_at
            order by each.at desc
            limit 10
        ) as newest
    ) as left_over on true
),
known as (
    -- A page understood under this URL; else one that was fetched under another and is known by it.
    select
        c.url,
        c.fetched_at is not null or u.url is not null as is_page,
        case
            when c.fetched_at is not null then c.verdict
            else coalesce(nullif(u.reason, %(unchanged)s), %(same)s)
        end as verdict,
        coalesce(c.dated_at, c.stated_at) as published_at
    from chosen as c
    left join news.urls as u
        on c.fetched_at is null and u.source_id = %(source)s and u.url = c.url
),
judged as (
    select
        k.url,
        k.is_page,
        k.verdict,
        k.published_at,
        case
            when not k.is_page then 'missing'
            when k.verdict is null then 'loaded'
            else coalesce(%(outcomes)s::jsonb ->> k.verdict, 'explained')
        end as outcome
    from known as k
),
settled as (
    select
        j.url,
        j.published_at,
        case when j.outcome = 'missing' and c.failure is not null then c.failure ->> 'outcome' else j.outcome end
            as outcome,
        case
            when j.outcome = 'missing' and c.failure is not null then c.failure ->> 'reason'
            when j.is_page then j.verdict
            else coalesce(c.left_out, %(unchanged)s)
        end as reason,
        (c.failure ->> 'status')::integer as status
    from judged as j
    join chosen as c on c.url = j.url
)
select
    c.url, c.way, c.first_seen, c.last_seen, c.stated_at, c.dated_at,
    (coalesce(s.published_at, c.first_seen) at time zone sources.timezone)::date as day,
    s.outcome, s.reason, s.status, c.left_out, c.answered_at, c.failed_at, c.failure,
    case
        when c.failure is not null then
            c.failed_at[cardinality(c.failed_at)]
            + make_interval(secs => (c.failure -> 'waits' ->> (cardinality(c.failed_at) - 1))::double precision)
        when s.outcome = 'loaded' then looks.next_at
        when s.outcome = 'missing' and c.answered_at is null and c.left_out = 'over limit' then c.first_seen
    end as next_check,
    c.fetched_at, c.verdict, c.digest, c.etag, c.last_modified, c.batch_id, c.warc, c.warc_offset,
    c.old_day, c.old_way, c.old_outcome, c.old_reason, c.was_asked
from chosen as c
join settled as s on s.url = c.url
join news.sources on sources.id = %(source)s
left join lateral (
    select min(coalesce(s.published_at, c.first_seen) + age) as next_at
    from unnest(%(ages)s::interval[]) as age
    where coalesce(s.published_at, c.first_seen) + age > c.answered_at
) as looks on true;

insert into news.frontier (
    source_id, url, way, first_seen, last_seen, stated_at, dated_at, day, outcome, reason, status,
    left_out, answered_at, failed_at, failure, next_check,
    fetched_at, verdict, digest, etag, last_modified, batch_id, warc, warc_offset
)
select
    %(source)s, url, way, first_seen, last_seen, stated_at, dated_at, day, outcome, reason, status,
    left_out, answered_at, failed_at, failure, next_check,
    fetched_at, verdict, digest, etag, last_modified, batch_id, warc, warc_offset
from standings
order by url
on conflict (source_id, url) do update set
    way = excluded.way,
    first_seen = excluded.first_seen,
    last_seen = excluded.last_seen,
    stated_at = excluded.stated_at,
    dated_at = excluded.dated_at,
    day = excluded.day,
    outcome = excluded.outcome,
    reason = excluded.reason,
    status = excluded.status,
    left_out = excluded.left_out,
    answered_at = excluded.answered_at,
    failed_at = excluded.failed_at,
    failure = excluded.failure,
    next_check = excluded.next_check,
    fetched_at = excluded.fetched_at,
    verdict = excluded.verdict,
    digest = excluded.digest,
    etag = excluded.etag,
    last_modified = excluded.last_modified,
    batch_id = excluded.batch_id,
    warc = excluded.warc,
    warc_offset = excluded.warc_offset
where (
    frontier.way, frontier.first_seen, frontier.last_seen, frontier.stated_at, frontier.dated_at,
    frontier.day, frontier.outcome, frontier.reason, frontier.status, frontier.left_out,
    frontier.answered_at, frontier.failed_at, frontier.failure, frontier.next_check,
    frontier.fetched_at, frontier.verdict, frontier.digest, frontier.etag, frontier.last_modified,
    frontier.batch_id, frontier.warc, frontier.warc_offset
) is distinct from (
    excluded.way, excluded.first_seen, excluded.last_seen, excluded.stated_at, excluded.dated_at,
    excluded.day, excluded.outcome, excluded.reason, excluded.status, excluded.left_out,
    excluded.answered_at, excluded.failed_at, excluded.failure, excluded.next_check,
    excluded.fetched_at, excluded.verdict, excluded.digest, excluded.etag, excluded.last_modified,
    excluded.batch_id, excluded.warc, excluded.warc_offset
);

create temporary table listed_days on commit drop as
with moved as (
    select old_day, day
    from standings
    where (old_day, old_way, old_outcome, old_reason, was_asked) is distinct from (
        day, way, outcome, reason,
        case when answered_at is not null or cardinality(failed_at) > 0 then true end
    )
)
select old_day as day
from moved
where old_day is not null
union
select day
from moved;
