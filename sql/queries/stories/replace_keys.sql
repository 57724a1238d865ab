-- The staged keys in place of those their articles had.
delete from news.story_keys
where article_id = any(%(ids)s::bigint[]);

insert into news.story_keys (hash, day, article_id)
select distinct hash::bigint, (line ->> 'day')::date, (line ->> 'id')::bigint
from staged_keys
cross join jsonb_array_elements_text(line -> 'keys') as hash
order by 1, 2, 3;
