-- Texts that a person said to be about a topic; of several topics the one with the highest score.
select distinct on (a.id) a.id, a.title, b.body, a.language, l.topic_id
from news.topic_labels as l
join news.articles as a on a.id = l.article_id
join news.texts as b
    on b.article_id = a.id
    and b.text_digest = a.text_digest
    and b.month = a.month
left join news.article_topics as t on t.article_id = l.article_id and t.topic_id = l.topic_id
where l.is_right
order by a.id, t.score desc nulls last, l.topic_id;
