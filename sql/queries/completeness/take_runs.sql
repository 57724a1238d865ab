-- Take the runs whose windows are to be counted as crawled. One row per run.
create temporary table taken_runs (batch_id text primary key) on commit drop;

with free as (
    select batch_id
    from news.finished_runs
    order by batch_id
    for update skip locked
),
taken as (
    delete from news.finished_runs as f
    using free
    where free.batch_id = f.batch_id
    returning f.batch_id
)
insert into taken_runs (batch_id)
select batch_id
from taken;
