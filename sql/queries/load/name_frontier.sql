-- URLs that were proposed and never fetched, under which a page of the batch is known now: how they
-- stand follows from that page.
insert into proposed (url)
select f.url
from facts
join news.frontier as f on f.source_id = %(source)s and f.url = facts.url
where f.fetched_at is null
    and not exists (select from proposed as p where p.url = f.url);
