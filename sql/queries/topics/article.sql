-- The article with this id or address: of several sources with the address the first.
select a.id, a.url, a.title, t.body, a.language
from news.articles as a
left join news.texts as t
    on t.article_id = a.id
    and t.text_digest = a.text_digest
    and t.month = a.month
where a.id = %(id)s or a.url = %(url)s
order by a.source_id
limit 1;
