-- Articles of the last two days whose very text the same source has under another URL.
-- severity: notice
with recent as (
    select id
    from news.batches
    where finished_at > now() - interval '2 days'
),
broken as (
    select a.url
    from recent
    join news.articles as a on a.batch_id = recent.id
    where exists (
        select
        from news.articles as other
        where other.text_digest = a.text_digest
            and other.source_id = a.source_id
            and other.id <> a.id
    )
)
select count(*) as rows, min(url) as example
from broken;
