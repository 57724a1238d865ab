-- What the 28 days before let expect of each topic: for the days whose counts or completeness may have
-- changed, and for the 28 days after each. Days of which less than 0.8 of the region is there do not
-- count.
create temporary table expected_days on commit drop as
select distinct p.starts_on + ahead as day
from region_days as p
cross join generate_series(0, 28) as ahead
where p.period = 'day';

analyze expected_days;

create temporary table wanted_days on commit drop as
select e.day, r.region
from expected_days as e
join news.region_periods as r on r.period = 'day' and r.starts_on = e.day;

create temporary table looked_at_days on commit drop as
select distinct w.day - back as day
from wanted_days as w
cross join generate_series(0, 28) as back;

analyze wanted_days;
analyze looked_at_days;

create temporary table counted_baselines on commit drop as
with told as (
    select
        r.starts_on as day, r.region, r.topic_id,
        r.all_articles as articles,
        r.all_originals as originals,
        case when complete.completeness < 0.8 then 0 else r.all_articles end as sure,
        case when complete.completeness < 0.8 then 0 else r.all_originals end as sure_originals
    from news.region_topics as r
    left join news.region_periods as complete
        on complete.period = 'day'
        and complete.starts_on = r.starts_on
        and complete.region = r.region
    -- An array, so that the days are looked up in the index however few the archive has.
    where r.period = 'day'
        and r.starts_on = any (array(select day from looked_at_days))
),
facts as (
    select day, region, topic_id, articles, originals, sure, sure_originals, false as is_wanted
    from told
    union all
    select w.day, w.region, t.topic_id, 0, 0, 0, 0, true
    from wanted_days as w
    join (select distinct region, topic_id from told) as t on t.region = w.region
),
summed as (
    select
        day, region, topic_id, is_wanted,
        sum(articles) over today as articles,
        sum(originals) over today as originals,
        coalesce(sum(articles) over before, 0) as told_before,
        coalesce(sum(sure) over before, 0) as before,
        coalesce(sum(sure_originals) over before, 0) as originals_before,
        coalesce(sum(sure::bigint * sure) over before, 0) as squares,
        coalesce(sum(sure_originals::bigint * sure_originals) over before, 0) as originals_squares,
        coalesce(sum(sure) over weekdays, 0) as on_weekdays,
        coalesce(sum(sure_originals) over weekdays, 0) as originals_on_weekdays
    from facts
    window
        today as (
            partition by region, topic_id
            order by day
            range between current row and current row
        ),
        before as (
            partition by region, topic_id
            order by day
            range between interval '28 days' preceding and interval '1 day' preceding
        ),
        weekdays as (
            partition by region, topic_id, extract(isodow from day)
            order by day
            range between interval '28 days' preceding and interval '1 day' preceding
        )
)
select
    day, region, topic_id, articles, originals, before, originals_before, squares, originals_squares,
    on_weekdays, originals_on_weekdays
from summed
where is_wanted
    and articles + told_before > 0;

analyze counted_baselines;

delete from news.topic_baselines as b
where b.day = any (array(select day from expected_days))
    and not exists (
        select
        from counted_baselines as c
        where c.day = b.day
            and c.region = b.region
            and c.topic_id = b.topic_id
    );

insert into news.topic_baselines as b (
    day, region, topic_id, articles, originals, before, originals_before, squares, originals_squares,
    on_weekdays, originals_on_weekdays
)
select
    day, region, topic_id, articles, originals, before, originals_before, squares, originals_squares,
    on_weekdays, originals_on_weekdays
from counted_baselines
order by day, region, topic_id
on conflict (day, region, topic_id) do update set
    articles = excluded.articles,
    originals = excluded.originals,
    before = excluded.before,
    originals_before = excluded.originals_before,
    squares = excluded.squares,
    originals_squares = excluded.originals_squares,
    on_weekdays = excluded.on_weekdays,
    originals_on_weekdays = excluded.originals_on_weekdays
where (
    b.articles, b.originals, b.before, b.originals_before, b.squares, b.originals_squares,
    b.on_weekdays, b.originals_on_weekdays
) is distinct from (
    excluded.articles, excluded.originals, excluded.before, excluded.originals_before, excluded.squares,
    excluded.originals_squares, excluded.on_weekdays, excluded.originals_on_weekdays
);
