-- Decide which versions stay. One row per distinct text of a URL.
-- The outcome depends on the set of pages alone, not on the order in which batches arrive: a text
-- is kept with the page that showed it first, and the text seen last is the article's.
create temporary table merged on commit drop as
with seen as (
    -- An unchanged page leaves nothing behind but its moment, so that is carried over, also from
    -- the rows this batch made before.
    select url, text_digest, max(last_fetched_at) as last_fetched_at
    from versions
    group by url, text_digest
),
ranked as (
    -- What this batch put into the tables before is replaced by what it gives now. A page that is
    -- no longer in its index, because the lists had moved on when the crawl ran again, keeps its
    -- text: it is in the archive.
    select
        v.n,
        v.url,
        v.text_digest,
        v.published_at,
        v.fetched_at,
        seen.last_fetched_at,
        row_number() over (
            partition by v.url, v.text_digest
            order by v.fetched_at, v.batch_id collate "C", v.warc collate "C", v.warc_offset
        ) as nth
    from versions as v
    join seen on seen.url = v.url and seen.text_digest = v.text_digest
    where v.held = 'staged'
        or v.batch_id <> %(batch)s
        or not (
            exists (select from pages as p where (p.warc, p.warc_offset) = (v.warc, v.warc_offset))
            or exists (select from names where names.url = v.url)
        )
),
kept as (
    select
        n,
        url,
        published_at,
        last_fetched_at,
        min(fetched_at) over (partition by url) as first_fetched_at,
        row_number() over (
            partition by url
            order by last_fetched_at desc, text_digest collate "C"
        ) = 1 as is_current
    from ranked
    where nth = 1
)
select
    kept.n,
    kept.url,
    kept.is_current,
    kept.first_fetched_at,
    kept.last_fetched_at,
    (coalesce(kept.published_at, kept.first_fetched_at) at time zone sources.timezone)::date as day
from kept
join news.sources on sources.id = %(source)s;

analyze merged;
