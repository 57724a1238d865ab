-- Topics rising and falling: the seven days to the end of the span, or to yesterday, against what the
-- 28 days before each let expect. One row per topic, the greatest difference first.
with span as (
    select least(%(until)s::date, (now() at time zone %(timezone)s)::date) as until
),
seven as (
    select
        topic_id, topic, parent_topic_id, day, articles, expected, originals, originals_expected,
        z, originals_z, days_before, completeness, verdict,
        originals_verdict
    from news.topic_bursts
    where region = %(region)s
        and day >= (select until - 7 from span)
        and day < (select until from span)
        and (%(topic)s::text is null or parent_topic_id = %(topic)s or topic_id = %(topic)s)
),
told as (
    select
        topic_id,
        topic,
        parent_topic_id,
        count(*) as days,
        sum(articles)::bigint as articles,
        round(sum(expected), 1) as expected,
        sum(originals)::bigint as originals,
        round(sum(originals_expected), 1) as originals_expected,
        round((sum(articles) / nullif(sum(expected), 0) - 1)::numeric, 3) as change,
        max(z) as highest_z,
        min(z) as lowest_z,
        max(originals_z) as originals_highest_z,
        min(originals_z) as originals_lowest_z,
        array_agg(day order by day) filter (where verdict = 'burst') as bursts,
        array_agg(day order by day) filter (where verdict = 'fall') as falls,
        array_agg(day order by day) filter (where originals_verdict = 'burst') as originals_bursts,
        array_agg(day order by day) filter (where originals_verdict = 'fall') as originals_falls,
        min(days_before) as days_before,
        bool_or(completeness < 0.8) as has_holes,
        abs(sum(articles) - coalesce(sum(expected), 0)) as difference
    from seven
    group by topic_id, topic, parent_topic_id
)
select
    told.topic_id, told.topic, told.parent_topic_id, told.days,
    told.articles, told.expected, told.originals, told.originals_expected, told.change,
    told.highest_z, told.lowest_z, told.originals_highest_z, told.originals_lowest_z,
    told.bursts, told.falls, told.originals_bursts, told.originals_falls,
    told.days_before, told.has_holes, last.last_28_days, last.originals_last_28_days
from told
cross join lateral (
    select
        array_agg(coalesce(r.all_articles, 0) order by back) as last_28_days,
        array_agg(coalesce(r.all_originals, 0) order by back) as originals_last_28_days
    from generate_series(1, 28) as back
    left join news.region_by_topic as r
        on r.period = 'day'
        and r.region = %(region)s
        and r.topic_id = told.topic_id
        and r.starts_on = (select until from span) - 29 + back
) as last
order by told.difference desc, told.topic_id
limit %(limit)s;
