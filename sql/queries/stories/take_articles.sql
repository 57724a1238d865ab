-- Take articles from the queue. One row per article. Those a load is changing right now are left
-- for the next time: the load queues them again.
with taken as (
    delete from news.link_queue
    where article_id in (
        select article_id
        from news.link_queue
        order by article_id
        limit %(limit)s
        for update skip locked
    )
    returning article_id
)
select article_id as id
from taken
order by article_id;
