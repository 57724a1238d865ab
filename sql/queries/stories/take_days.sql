-- Take the days to roll up from the queue. One row per day. Those a load is changing right now are
-- left for the next time.
with free as (
    select source_id, day
    from news.changed_days
    order by source_id, day
    for update skip locked
),
taken as (
    delete from news.changed_days as d
    using free
    where free.source_id = d.source_id
        and free.day = d.day
    returning d.source_id, d.day
)
insert into taken_days (source_id, day)
select source_id, day
from taken;
