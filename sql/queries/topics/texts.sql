-- Texts with ids below one, the newest first.
select a.id, a.title, t.body, a.language
from news.articles as a
join news.texts as t
    on t.article_id = a.id
    and t.text_digest = a.text_digest
    and t.month = a.month
where a.id < %(below)s
order by a.id desc
limit %(limit)s;
