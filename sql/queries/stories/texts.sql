-- Texts to compare. One row per article. Of an article whose day alone is known, the latest moment
-- counts at which it can have appeared: it is not first because its day begins at midnight.
select
    id, source_id, url, body, day,
    case
        when published_precision = 'day'
            then greatest(appeared_at, least(appeared_at + interval '1 day', first_fetched_at))
        else appeared_at
    end as appeared_at
from news.articles
where id = any(%(ids)s::bigint[])
order by id;
