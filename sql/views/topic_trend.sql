-- Purpose: which topics rise and fall: the mean of seven days against that of the 28 days before.
-- Grain: day x topic, for the 30 days that end with the latest day of any coverage.
-- Means are of articles a day on the topic or on one below it, days without any counting as zero.
-- The latest day is not later than tomorrow where there is such a day.
create or replace view news.topic_trend as
with latest as (
    select coalesce(
        (
            select max(starts_on)
            from news.region_periods
            where period = 'day'
                and starts_on <= current_date + 1
        ),
        (
            select max(starts_on)
            from news.region_periods
            where period = 'day'
        )
    ) as day
),
counted as (
    select c.topic_id, c.starts_on as day, sum(c.all_articles) as articles
    from latest
    join news.region_topics as c
        on c.period = 'day'
        and c.starts_on between latest.day - 63 and latest.day
    group by c.topic_id, c.starts_on
),
filled as (
    select latest.day as latest, latest.day - back as day, covered.topic_id, coalesce(c.articles, 0) as articles
    from latest
    cross join generate_series(0, 63) as back
    cross join (select distinct topic_id from counted) as covered
    left join counted as c
        on c.topic_id = covered.topic_id
        and c.day = latest.day - back
),
means as (
    select
        latest, day, topic_id,
        sum(articles) over (partition by topic_id order by day rows between 6 preceding and current row) / 7.0
            as recent,
        sum(articles) over (partition by topic_id order by day rows between 34 preceding and 7 preceding) / 28.0
            as earlier
    from filled
)
select
    means.day,
    means.topic_id,
    topics.name_en as topic,
    round(means.recent, 3) as mean_7_days,
    round(means.earlier, 3) as mean_28_days_before,
    round(means.recent / nullif(means.earlier, 0) - 1, 3) as change
from means
join news.topics on topics.id = means.topic_id
where means.day > means.latest - 30;

comment on view news.topic_trend is 'Articles a day on each topic or on one below it: mean of seven days against the 28 days before.';
comment on column news.topic_trend.day is 'Last of the seven days.';
comment on column news.topic_trend.topic_id is 'Topic.';
comment on column news.topic_trend.topic is 'Name of the topic in English.';
comment on column news.topic_trend.mean_7_days is 'Articles a day over the seven days that end with day.';
comment on column news.topic_trend.mean_28_days_before is 'Articles a day over the 28 days before those.';
comment on column news.topic_trend.change is 'mean_7_days over mean_28_days_before, less one; null when there was nothing before.';
