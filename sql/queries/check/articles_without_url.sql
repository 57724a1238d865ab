-- Articles loaded in the last two days that no URL leads to.
-- severity: serious
with recent as (
    select id
    from news.batches
    where finished_at > now() - interval '2 days'
),
broken as (
    select a.url
    from recent
    join news.articles as a on a.batch_id = recent.id
    where not exists (select from news.urls as u where u.article_id = a.id)
)
select count(*) as rows, min(url) as example
from broken;
