-- The article with this id or address: of several sources with the address the first.
select id, url, title, body, language
from news.articles
where id = %(id)s or url = %(url)s
order by source_id
limit 1;
