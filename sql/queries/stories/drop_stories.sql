-- Stories that were joined into another.
delete from news.linked_stories
where id = any(%(stories)s::bigint[]);
