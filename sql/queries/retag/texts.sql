-- The articles of some days of a source whose texts are kept.
select a.id, a.day, a.title, t.body, a.language
from news.articles as a
join news.texts as t
    on t.article_id = a.id
    and t.text_digest = a.text_digest
    and t.month = a.month
where a.source_id = %(source)s
    and a.day = any(%(days)s::date[])
order by a.id;
