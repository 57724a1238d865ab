-- What was ever listed and what became of it, the lists themselves, and how complete each day is.
-- depends: 0004-host-pace

-- Each column takes the newest, the earliest or the union of what the batches say, so the rows do
-- not depend on the order of the loads; `day`, `outcome`, `reason`, `status` and `next_check` follow
-- from the others.
create table if not exists news.frontier (
    source_id text not null references news.sources (id),
    url text not null check (octet_length(url) between 1 and 2048),
    way text not null,
    first_seen timestamptz not null,
    last_seen timestamptz not null,
    stated_at timestamptz,
    dated_at timestamptz,
    published_at timestamptz generated always as (coalesce(dated_at, stated_at)) stored,
    day date not null,
    outcome text not null check (outcome in ('loaded', 'explained', 'missing')),
    reason text,
    status integer,
    left_out text,
    answered_at timestamptz,
    failed_at timestamptz[] not null default '{}',
    failure jsonb,
    asked_at timestamptz generated always as (
        greatest(answered_at, failed_at[cardinality(failed_at)])
    ) stored,
    failures integer not null generated always as (cardinality(failed_at)) stored,
    next_check timestamptz,
    fetched_at timestamptz,
    verdict text,
    digest text,
    etag text,
    last_modified text,
    batch_id text references news.batches (id),
    warc text,
    warc_offset bigint check (warc_offset >= 0),
    primary key (source_id, url),
    check (first_seen <= last_seen)
);
comment on table news.frontier is 'One row per URL of an article that a list, an earlier run or a person ever proposed, and how it stands.';
comment on column news.frontier.source_id is 'Source.';
comment on column news.frontier.url is 'Normalised URL as proposed.';
comment on column news.frontier.way is 'How it was found first: feed, sitemap, section, day archive, JSON list, archive, known before, given or unknown.';
comment on column news.frontier.first_seen is 'When it was first proposed.';
comment on column news.frontier.last_seen is 'When it was last proposed or fetched.';
comment on column news.frontier.stated_at is 'When a list says it was published; of several dates the earliest.';
comment on column news.frontier.dated_at is 'When it was published as its page was understood.';
comment on column news.frontier.published_at is 'dated_at, else stated_at.';
comment on column news.frontier.day is 'Day of published_at, else of first_seen, in the time zone of the source.';
comment on column news.frontier.outcome is 'loaded; explained: left out for a reason that asking again will not change; missing: still to be had.';
comment on column news.frontier.reason is 'Why it is not loaded, null when it is: one of crawlers.model.Reason.';
comment on column news.frontier.status is 'HTTP status of the last answer to a request that failed, null when none came or none failed.';
comment on column news.frontier.left_out is 'Why runs proposed it and did not ask: already held, outside window or over limit.';
comment on column news.frontier.answered_at is 'When a request for it last gave the page, whole or unchanged.';
comment on column news.frontier.failed_at is 'When requests since then came to nothing, the newest ten, in order.';
comment on column news.frontier.failure is 'The last of these: reason, status, outcome, batch, and the waits in seconds after the first, second, ... in a row.';
comment on column news.frontier.asked_at is 'When it was last asked for, null when it never was.';
comment on column news.frontier.failures is 'How many requests in a row came to nothing.';
comment on column news.frontier.next_check is 'From when on it is asked for again, null for never.';
comment on column news.frontier.fetched_at is 'When the page was fetched that was understood last.';
comment on column news.frontier.verdict is 'Why that page was rejected, null when it became an article.';
comment on column news.frontier.digest is 'WARC payload digest of that page.';
comment on column news.frontier.etag is 'Its ETag as sent.';
comment on column news.frontier.last_modified is 'Its Last-Modified as sent.';
comment on column news.frontier.batch_id is 'Batch that fetched it.';
comment on column news.frontier.warc is 'Archive file within the batch.';
comment on column news.frontier.warc_offset is 'Byte offset of the response record in warc.';
create index if not exists frontier_due on news.frontier (source_id, next_check) where next_check is not null;
create index if not exists frontier_day on news.frontier (source_id, day);
create index if not exists frontier_unasked on news.frontier (source_id, published_at) where asked_at is null;
create index if not exists batches_window on news.batches (source_id, window_start);

create table if not exists news.lists (
    source_id text not null references news.sources (id),
    url text not null check (octet_length(url) between 1 and 2048),
    kind text not null,
    way text not null,
    asked_at timestamptz not null,
    status integer,
    reason text,
    detail text not null,
    found integer not null check (found >= 0),
    fresh integer not null check (fresh >= 0),
    newest_at timestamptz,
    quiet integer not null check (quiet >= 0),
    failures integer not null check (failures >= 0),
    next_ask timestamptz not null,
    etag text,
    last_modified text,
    batch_id text,
    warc text,
    warc_offset bigint check (warc_offset >= 0),
    primary key (source_id, url)
);
comment on table news.lists is 'One row per feed, sitemap, section or other list a source was asked for, as its last crawl found it.';
comment on column news.lists.source_id is 'Source.';
comment on column news.lists.url is 'Normalised URL.';
comment on column news.lists.kind is 'feed, sitemap, section, archive, api, home or robots.';
comment on column news.lists.way is 'How candidates found in it are marked.';
comment on column news.lists.asked_at is 'When it was last asked for.';
comment on column news.lists.status is 'HTTP status of that answer, 304 when nothing had changed, null when none came.';
comment on column news.lists.reason is 'Why it could not be read, null when it was.';
comment on column news.lists.detail is 'One phrase for a person.';
comment on column news.lists.found is 'Links to articles it held when it was last read.';
comment on column news.lists.fresh is 'Those of them that no run knew before.';
comment on column news.lists.newest_at is 'The latest publication time it stated that had passed.';
comment on column news.lists.quiet is 'How many times in a row it was read and held nothing new.';
comment on column news.lists.failures is 'How many times in a row it could not be read.';
comment on column news.lists.next_ask is 'From when on a scheduled run asks for it again.';
comment on column news.lists.etag is 'ETag of the answer that was read last.';
comment on column news.lists.last_modified is 'Its Last-Modified.';
comment on column news.lists.batch_id is 'Batch that answer stands in; the batch itself may not be loaded yet.';
comment on column news.lists.warc is 'Archive file within the batch.';
comment on column news.lists.warc_offset is 'Byte offset of the response record in warc.';

create table if not exists news.daily_completeness (
    source_id text not null references news.sources (id),
    day date not null,
    way text not null,
    listed integer not null check (listed > 0),
    loaded integer not null check (loaded >= 0),
    explained integer not null check (explained >= 0),
    missing integer not null check (missing >= 0),
    troubled integer not null check (troubled between 0 and missing),
    reasons jsonb not null,
    primary key (source_id, day, way),
    check (listed = loaded + explained + missing)
);
comment on table news.daily_completeness is 'What became of the URLs listed, per source, day and way of discovery.';
comment on column news.daily_completeness.source_id is 'Source.';
comment on column news.daily_completeness.day is 'Day of publication, else of the first sighting, in the time zone of the source.';
comment on column news.daily_completeness.way is 'How they were found first.';
comment on column news.daily_completeness.listed is 'URLs proposed.';
comment on column news.daily_completeness.loaded is 'Those that are in the archive.';
comment on column news.daily_completeness.explained is 'Those left out for a reason that asking again will not change.';
comment on column news.daily_completeness.missing is 'Those still to be had.';
comment on column news.daily_completeness.troubled is 'Those missing because a request failed or the batch is in quarantine.';
comment on column news.daily_completeness.reasons is 'Of those not loaded: reason to count.';

comment on column news.rejects.way is 'How it was found: feed, sitemap, section, day archive, JSON list, archive, known before or given.';

-- An archive from before this migration stays known: the pages it holds under the URL they were
-- asked for, and the requests that came to nothing.
with pages as (
    select distinct on (u.source_id, u.batch_id, u.warc, u.warc_offset)
        u.source_id, u.url, u.first_seen, u.last_seen, u.published_at, u.fetched_at, u.reason,
        u.digest, u.batch_id, u.warc, u.warc_offset
    from news.urls as u
    left join news.articles as a on a.id = u.article_id
    where u.reason is distinct from 'unchanged'
    order by
        u.source_id, u.batch_id, u.warc, u.warc_offset,
        (u.url = a.page_url) desc nulls last, (u.url = a.url) desc nulls last, u.url
)
insert into news.frontier (
    source_id, url, way, first_seen, last_seen, dated_at, day, outcome, reason,
    answered_at, next_check, fetched_at, verdict, digest, batch_id, warc, warc_offset
)
select
    p.source_id, p.url, 'unknown', p.first_seen, p.last_seen, p.published_at,
    (coalesce(p.published_at, p.first_seen) at time zone s.timezone)::date,
    case
        when p.reason is null then 'loaded'
        when p.reason in ('outside window', 'truncated') then 'missing'
        else 'explained'
    end,
    p.reason, p.last_seen,
    case when p.reason is null then (
        select min(looks.at)
        from unnest(array[1, 6, 24, 168]) as age
        cross join lateral (
            select coalesce(p.published_at, p.first_seen) + make_interval(hours => age) as at
        ) as looks
        where looks.at > p.last_seen
    ) end,
    p.fetched_at, p.reason, p.digest, p.batch_id, p.warc, p.warc_offset
from pages as p
join news.sources as s on s.id = p.source_id
on conflict (source_id, url) do nothing;

with failed as (
    select distinct on (r.source_id, r.url)
        r.source_id, r.url, r.reason, r.published_at, coalesce(r.way, 'unknown') as way, b.id as batch,
        coalesce(b.started_at, b.finished_at, b.window_end) as at,
        case when r.reason = 'HTTP error' then substring(r.detail from '\m[1-5]\d\d\M')::integer end as status
    from news.rejects as r
    join news.batches as b on b.id = r.batch_id
    where r.stage = 'crawl'
        and r.way is not null
        and r.reason not in (
            'not an article URL', 'unchanged', 'broken list', 'over limit', 'already held', 'outside window'
        )
        and octet_length(r.url) between 1 and 2048
        and r.detail !~ '^(feed|sitemap|section|archive|api|home|robots): '  -- a list, not an article
    order by r.source_id, r.url, at desc, r.id desc
),
judged as (
    select
        failed.source_id, failed.url, failed.reason, failed.published_at, failed.way, failed.batch,
        failed.at, failed.status,
        case
            when reason in ('timed out', 'unreachable', 'truncated') then 'missing'
            when reason = 'HTTP error' and (status is null or status >= 500 or status = 429) then 'missing'
            else 'explained'
        end as outcome
    from failed
),
planned as (
    select
        judged.source_id, judged.url, judged.reason, judged.published_at, judged.way, judged.batch,
        judged.at, judged.status, judged.outcome,
        case
            when outcome = 'missing' then array[900, 3600, 21600, 86400, 259200, 604800]
            when reason = 'HTTP error' and status <> 410 then array[3600, 86400, 604800]
            when reason in ('forbidden by robots.txt', 'reserved by its publisher') then array[604800, 604800]
            else '{}'::integer[]
        end as waits
    from judged
)
insert into news.frontier (
    source_id, url, way, first_seen, last_seen, stated_at, day, outcome, reason, status,
    failed_at, failure, next_check
)
select
    p.source_id, p.url, p.way, p.at, p.at, p.published_at,
    (coalesce(p.published_at, p.at) at time zone s.timezone)::date,
    p.outcome, p.reason, p.status, array[p.at],
    jsonb_build_object(
        'reason', p.reason, 'status', p.status, 'outcome', p.outcome, 'batch', p.batch, 'waits', p.waits
    ),
    p.at + make_interval(secs => p.waits[1])
from planned as p
join news.sources as s on s.id = p.source_id
on conflict (source_id, url) do nothing;

insert into news.changed_days (source_id, day)
select distinct source_id, day
from news.frontier
on conflict (source_id, day) do nothing;
