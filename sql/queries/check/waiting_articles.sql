-- Articles that have waited for the story linker for more than a day.
-- severity: notice
select count(*) as rows, min(a.url) as example
from news.link_queue as q
join news.articles as a on a.id = q.article_id
where q.queued_at < now() - interval '1 day';
