-- Queue what the story linker has to look at: changed texts, and what a deleted one was linked to.
-- The row is updated also when it is there: its lock keeps the linker from taking it before this
-- transaction has committed. Loads and the linker lock in one order: this queue, then the days.
insert into news.link_queue (article_id)
select article_id
from changes
where relink
union
select others.article_id
from gone
join news.story_articles as own on own.article_id = gone.article_id
join news.story_articles as others on others.story_id = own.story_id
where not exists (select from gone as g where g.article_id = others.article_id)
order by article_id
on conflict (article_id) do update set queued_at = excluded.queued_at;
