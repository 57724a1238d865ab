-- Every URL a page of the batch is known by, with what became of the page.
-- Of two pages of one URL the article comes before the reject, then the one fetched last.
create temporary table pages on commit drop as
select p.warc, p.warc_offset, p.fetched_at, p.digest
from staged_pages
cross join jsonb_to_record(line) as p (
    warc text, warc_offset bigint, fetched_at timestamptz, digest text
);

create temporary table names on commit drop as
select distinct n.warc, n.warc_offset, n.url
from staged_names
cross join jsonb_to_record(line) as n (warc text, warc_offset bigint, url text);

create temporary table refusals on commit drop as
select r.key, r.stage, r.reason, r.published_at
from staged_rejects
cross join jsonb_to_record(line) as r (
    key text, stage text, reason text, published_at timestamptz, stored boolean
)
where r.stored;

-- A plan made without statistics costs the square of the batch.
analyze pages;
analyze names;
analyze refusals;

create temporary table facts on commit drop as
with refused as (
    -- The last stage that rejected the page says why.
    select distinct on (n.warc, n.warc_offset) n.warc, n.warc_offset, r.reason, r.published_at
    from refusals as r
    join names as n on n.url = r.key
    order by
        n.warc,
        n.warc_offset,
        array_position(array['load', 'clean', 'dedupe', 'crawl'], r.stage),
        r.reason
),
outcomes as (
    select
        n.url, p.fetched_at, p.digest, p.warc, p.warc_offset,
        a.id as article_id,
        case when v.n is null then refused.reason end as reason,
        case when v.n is null then refused.published_at else v.published_at end as published_at
    from names as n
    join pages as p on p.warc = n.warc and p.warc_offset = n.warc_offset
    left join versions as v
        on v.held = 'staged' and v.warc = n.warc and v.warc_offset = n.warc_offset
    left join news.articles as a on a.source_id = %(source)s and a.url = v.url
    left join refused on refused.warc = n.warc and refused.warc_offset = n.warc_offset
    where v.n is not null or refused.reason is not null
)
select distinct on (url)
    url,
    min(fetched_at) over (partition by url) as first_seen,
    max(fetched_at) over (partition by url) as last_seen,
    fetched_at, digest, warc, warc_offset, reason, published_at, article_id
from outcomes
order by url, reason is not null, fetched_at desc, warc desc, warc_offset desc;

analyze facts;

delete from news.urls as u
where u.batch_id = %(batch)s
    and not exists (select from facts where facts.url = u.url);

insert into news.urls (
    source_id, url, first_seen, last_seen, batch_id, fetched_at, digest, warc, warc_offset,
    reason, published_at, article_id
)
select
    %(source)s, url, first_seen, last_seen, %(batch)s, fetched_at, digest, warc, warc_offset,
    reason, published_at, article_id
from facts
order by url
on conflict (source_id, url) do nothing;

-- The newer fetch wins, so the order in which batches arrive does not matter. An unchanged fetch
-- never wins: the row must lead to the page that was understood, also when its batch runs again.
update news.urls as u
set
    batch_id = %(batch)s,
    fetched_at = f.fetched_at,
    digest = f.digest,
    warc = f.warc,
    warc_offset = f.warc_offset,
    reason = f.reason,
    published_at = f.published_at,
    article_id = f.article_id
from facts as f
where u.source_id = %(source)s
    and u.url = f.url
    and (
        u.batch_id = %(batch)s
        or (f.reason is distinct from %(unchanged)s, f.fetched_at, %(batch)s collate "C")
            > (u.reason is distinct from %(unchanged)s, u.fetched_at, u.batch_id)
    )
    and (
        u.batch_id, u.fetched_at, u.digest, u.warc, u.warc_offset,
        u.reason, u.published_at, u.article_id
    ) is distinct from (
        %(batch)s, f.fetched_at, f.digest, f.warc, f.warc_offset,
        f.reason, f.published_at, f.article_id
    );

update news.urls as u
set
    first_seen = least(u.first_seen, f.first_seen),
    last_seen = greatest(u.last_seen, f.last_seen)
from facts as f
where u.source_id = %(source)s
    and u.url = f.url
    and (u.first_seen > f.first_seen or u.last_seen < f.last_seen);
