-- What the coverage DAG has yet to do. One row.
select
    (select count(*) from news.link_queue) as unlinked_articles,
    (select count(*) from news.changed_days) as queued_days,
    (select min(queued_at) from news.link_queue) as waiting_since;
