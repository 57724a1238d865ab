-- Batches of the last two days whose articles are neither loaded nor rejected with a reason.
-- severity: serious
with recent as (
    select id, clean, loaded
    from news.batches
    where finished_at > now() - interval '2 days'
),
refused as (
    select recent.id, count(*) as articles
    from recent
    join news.rejects as r on r.batch_id = recent.id and r.stage = 'load'
    group by recent.id
),
broken as (
    select recent.id
    from recent
    left join refused on refused.id = recent.id
    where recent.clean <> recent.loaded + coalesce(refused.articles, 0)
)
select count(*) as rows, min(id) as example
from broken;
