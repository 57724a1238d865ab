-- Every URL a page of the batch is known by, with what became of the page.
-- Of two pages of one URL the article comes before the reject, then the one fetched last.
create temporary table refusals on commit drop as
select r.key, r.stage, r.reason, r.published_at
from staged_rejects
cross join jsonb_to_record(line) as r (
    key text, stage text, reason text, published_at timestamptz, stored boolean
)
where r.stored;

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
        case when v.n is null then refused.published_at else v.published_at end as published_at,
        case
            when m.n is not null then 3
            when v.n is not null then 2
            when refused.reason <> %(unchanged)s then 1
            else 0
        end as rank
    from names as n
    join pages as p on p.warc = n.warc and p.warc_offset = n.warc_offset
    left join versions as v
        on v.held = 'staged' and v.warc = n.warc and v.warc_offset = n.warc_offset
    left join merged as m on m.n = v.n
    left join news.articles as a on a.source_id = %(source)s and a.url = v.url
    left join refused on refused.warc = n.warc and refused.warc_offset = n.warc_offset
    where v.n is not null or refused.reason is not null
)
select distinct on (url)
    url,
    min(fetched_at) over (partition by url) as first_seen,
    max(fetched_at) over (partition by url) as last_seen,
    fetched_at, digest, warc, warc_offset, reason, published_at, article_id, rank
from outcomes
order by url, rank desc, fetched_at desc, warc desc, warc_offset desc;

analyze facts;

delete from news.urls as u
where u.batch_id = %(batch)s
    and not exists (select from facts where facts.url = u.url)
    and exists (select from pages as p where p.warc = u.warc and p.warc_offset = u.warc_offset);

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

-- The row leads to the page that was understood, so that its batch can run again: a page whose text
-- was kept (3) comes before one with a text held already (2), before a rejected one (1), before an
-- unchanged one (0); of the same rank the newer fetch. So the order of batches does not matter.
with kept as (
    select distinct v.url, v.batch_id, v.warc, v.warc_offset
    from merged as m
    join versions as v on v.n = m.n
),
ranked as (
    select
        u.url,
        case
            when u.reason = %(unchanged)s then 0
            when u.reason is not null then 1
            when kept.url is null and affected.url is not null then 2
            else 3
        end as rank
    from facts as f
    join news.urls as u on u.source_id = %(source)s and u.url = f.url
    left join news.articles as a on a.id = u.article_id
    left join affected on affected.url = a.url
    left join kept
        on kept.url = a.url
        and kept.batch_id = u.batch_id
        and kept.warc = u.warc
        and kept.warc_offset = u.warc_offset
)
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
join ranked on ranked.url = f.url
where u.source_id = %(source)s
    and u.url = f.url
    and (
        u.batch_id = %(batch)s
        or (f.rank, f.fetched_at, %(batch)s collate "C")
            > (ranked.rank, u.fetched_at, u.batch_id)
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

-- Under its own URL an article is known by the page whose text was new last, of all its texts: the
-- steps above saw only one batch at a time.
with newest as (
    select distinct on (v.url)
        v.url, v.batch_id, v.fetched_at, v.page_digest, v.warc, v.warc_offset, v.published_at
    from merged as m
    join versions as v on v.n = m.n
    order by v.url, v.fetched_at desc, v.batch_id collate "C" desc, v.warc desc, v.warc_offset desc
)
update news.urls as u
set
    batch_id = newest.batch_id,
    fetched_at = newest.fetched_at,
    digest = newest.page_digest,
    warc = newest.warc,
    warc_offset = newest.warc_offset,
    published_at = newest.published_at
from newest
where u.source_id = %(source)s
    and u.url = newest.url
    and u.article_id is not null
    and (u.batch_id, u.warc, u.warc_offset, u.published_at)
        is distinct from (newest.batch_id, newest.warc, newest.warc_offset, newest.published_at);
