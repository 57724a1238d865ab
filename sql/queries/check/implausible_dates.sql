-- Articles of the last two days whose date cannot be their own: they are counted nowhere, and stand
-- in the view implausible_dates.
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
    where news.date_doubt(a.published_at, a.fetched_at) is not null
)
select count(*) as rows, min(url) as example
from broken;
