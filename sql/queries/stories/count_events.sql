-- How many pairs some articles are in that report one event. One row.
select count(*) as events
from (
    select first_id, second_id
    from news.same_event
    where first_id = any(%(ids)s::bigint[])
    union
    select first_id, second_id
    from news.same_event
    where second_id = any(%(ids)s::bigint[])
) as pairs;
