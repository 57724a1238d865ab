-- The articles of some days of a source.
select id, day, title, body, language
from news.articles
where source_id = %(source)s
    and day = any(%(days)s::date[])
order by id;
