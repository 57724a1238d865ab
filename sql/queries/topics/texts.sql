-- Texts with ids below one, the newest first.
select id, title, body, language
from news.articles
where id < %(below)s
order by id desc
limit %(limit)s;
