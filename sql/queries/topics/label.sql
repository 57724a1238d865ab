-- What a person says of an article and a topic; the last word counts.
insert into news.topic_labels (article_id, topic_id, is_right, labelled_by, note)
select a.id, %(topic)s, %(is_right)s, coalesce(%(by)s, current_user), %(note)s
from news.articles as a
where a.id = %(article)s
on conflict (article_id, topic_id) do update set
    is_right = excluded.is_right,
    labelled_by = excluded.labelled_by,
    labelled_at = now(),
    note = excluded.note;
