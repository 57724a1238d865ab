-- Batches of the last two days that have fewer texts than they loaded. More is right: a crawl that
-- runs again may find less, and what it had loaded stays.
-- severity: serious
with recent as (
    select id, loaded
    from news.batches
    where finished_at > now() - interval '2 days'
),
broken as (
    select recent.id
    from recent
    where recent.loaded > (select count(*) from news.articles as a where a.batch_id = recent.id)
        + (select count(*) from news.revisions as r where r.batch_id = recent.id)
)
select count(*) as rows, min(id) as example
from broken;
