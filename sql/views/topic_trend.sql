-- Purpose: which topics rise and fall: the mean of seven days against that of the 28 days before.
-- Grain: day x topic, for the 30 days that end with the latest day of any coverage.
-- Means are of articles a day, days without any counting as zero. The latest day is not later than
-- tomorrow where there is such a day: one wrong date in the future does not hide the present.
create or replace view news.topic_trend as
with latest as (
    select coalesce(max(day) filter (where day <= current_date + 1), max(day)) as day
    from news.daily_totals
),
days as (
    select latest.day - back as day
    from latest
    cross join generate_series(0, 29) as back
    where latest.day is not null
),
counted as (
    select c.topic_id, c.day, sum(c.articles) as articles
    from news.daily_coverage as c
    cross join latest
    where c.day between latest.day - 63 and latest.day
    group by c.topic_id, c.day
),
covered as (
    select distinct topic_id
    from counted
),
means as (
    select
        days.day,
        covered.topic_id,
        coalesce(sum(c.articles) filter (where c.day > days.day - 7), 0) / 7.0 as recent,
        coalesce(sum(c.articles) filter (where c.day <= days.day - 7), 0) / 28.0 as earlier
    from days
    cross join covered
    left join counted as c
        on c.topic_id = covered.topic_id
        and c.day between days.day - 34 and days.day
    group by days.day, covered.topic_id
)
select
    means.day,
    means.topic_id,
    topics.name_en as topic,
    round(means.recent, 3) as mean_7_days,
    round(means.earlier, 3) as mean_28_days_before,
    round(means.recent / nullif(means.earlier, 0) - 1, 3) as change
from means
join news.topics on topics.id = means.topic_id;

comment on view news.topic_trend is 'Articles a day on each topic: mean of seven days against the 28 days before.';
comment on column news.topic_trend.day is 'Last of the seven days.';
comment on column news.topic_trend.topic_id is 'Topic.';
comment on column news.topic_trend.topic is 'Name of the topic in English.';
comment on column news.topic_trend.mean_7_days is 'Articles a day over the seven days that end with day.';
comment on column news.topic_trend.mean_28_days_before is 'Articles a day over the 28 days before those.';
comment on column news.topic_trend.change is 'mean_7_days over mean_28_days_before, less one; null when there was nothing before.';
