-- The staged MinHash bands in place of those their articles had.
delete from news.minhash_bands
where article_id = any(%(ids)s::bigint[]);

insert into news.minhash_bands (hash, day, article_id)
select distinct hash::bigint, (line ->> 'day')::date, (line ->> 'id')::bigint
from staged_bands
cross join jsonb_array_elements_text(line -> 'bands') as hash
order by 1, 2, 3;
