-- Articles of the last two days that say they appeared more than a day after they were fetched.
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
    where a.published_at > a.last_fetched_at + interval '1 day'
)
select count(*) as rows, min(url) as example
from broken;
