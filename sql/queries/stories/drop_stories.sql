-- Stories that were joined into another.
delete from news.stories
where id = any(%(stories)s::bigint[]);
