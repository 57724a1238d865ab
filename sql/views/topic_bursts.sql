-- Purpose: which topics are in the news more, or less, than they usually are.
-- Grain: day x region x topic that has an article on that day or in the 28 days before.
-- Expected is the mean of the topic's articles on the same weekdays of the 28 days before, weighed
-- with the mean of all of these days as if that were four days more: a topic's week has a shape, but
-- four days tell it poorly. Days of which less than 0.8 of the region is there count for neither.
-- z is (articles - expected) / sqrt(variance): that of the counts of the 28 days, as counts of news
-- vary more than a Poisson's, and no less than a Poisson's, expected, nor 1.
-- Of a topic count also the articles on what stands below it.
create or replace view news.topic_bursts as
with days as (
    select
        d.starts_on as day, d.region, d.completeness, known.days, known.weekdays, clock.is_over
    from news.region_periods as d
    cross join lateral (
        select
            count(*)::float8 as days,
            count(*) filter (where (d.starts_on - h.starts_on) % 7 = 0) as weekdays
        from news.region_periods as h
        where h.period = 'day'
            and h.region = d.region
            and h.starts_on between d.starts_on - 28 and d.starts_on - 1
            and (h.completeness < 0.8) is not true
    ) as known
    -- Once a day, not once a topic.
    cross join lateral (
        select d.starts_on < min((now() at time zone s.timezone)::date) as is_over
        from news.sources as s
        where s.region = d.region
        offset 0
    ) as clock
    where d.period = 'day'
),
counted as (
    select
        d.day, d.region, d.completeness, d.days, d.is_over, b.topic_id, b.articles, b.originals,
        b.before / nullif(d.days, 0) as mean,
        (b.on_weekdays + 4 * b.before / nullif(d.days, 0)) / (d.weekdays + 4) as expected,
        (b.originals_on_weekdays + 4 * b.originals_before / nullif(d.days, 0)) / (d.weekdays + 4)
            as originals_expected,
        (b.squares - b.before::float8 ^ 2 / nullif(d.days, 0)) / nullif(d.days - 1, 0) as variance,
        (b.originals_squares - b.originals_before::float8 ^ 2 / nullif(d.days, 0)) / nullif(d.days - 1, 0)
            as originals_variance
    from days as d
    join news.topic_baselines as b on b.day = d.day and b.region = d.region
),
judged as (
    select
        c.day, c.region, c.completeness, c.days, c.is_over, c.topic_id, c.articles, c.originals,
        c.mean, c.expected, c.originals_expected,
        case
            when c.days >= 14 then (c.articles - c.expected) / sqrt(greatest(c.expected, c.variance, 1))
        end as z,
        case
            when c.days >= 14
                then (c.originals - c.originals_expected)
                    / sqrt(greatest(c.originals_expected, c.originals_variance, 1))
        end as originals_z
    from counted as c
)
select
    j.day,
    j.region,
    j.topic_id,
    topics.name_en as topic,
    topics.parent_id as parent_topic_id,
    j.articles::bigint as articles,
    round(j.mean::numeric, 2) as mean_28_days,
    round(j.expected::numeric, 2) as expected,
    round(j.z::numeric, 2) as z,
    j.originals::bigint as originals,
    round(j.originals_expected::numeric, 2) as originals_expected,
    round(j.originals_z::numeric, 2) as originals_z,
    j.days::integer as days_before,
    j.completeness,
    news.burst_verdict(j.z, j.articles, j.completeness, j.is_over) as verdict,
    news.burst_verdict(j.originals_z, j.originals, j.completeness, j.is_over) as originals_verdict
from judged as j
join news.topics on topics.id = j.topic_id;

comment on view news.topic_bursts is 'A region''s articles on a topic on a day against what its last 28 days let expect.';
comment on column news.topic_bursts.day is 'Day in the time zones of the sources.';
comment on column news.topic_bursts.region is 'Region of the sources.';
comment on column news.topic_bursts.topic_id is 'Topic.';
comment on column news.topic_bursts.topic is 'Name of the topic in English.';
comment on column news.topic_bursts.parent_topic_id is 'Topic it stands below, null for the top level.';
comment on column news.topic_bursts.articles is 'Articles of the day on the topic or on one below it, syndicated copies among them.';
comment on column news.topic_bursts.mean_28_days is 'Articles a day over the 28 days before, days without any counting as zero; null when there is no such day.';
comment on column news.topic_bursts.expected is 'Articles to be expected on this weekday.';
comment on column news.topic_bursts.z is 'Standard deviations between articles and expected; null with less than 14 days of history.';
comment on column news.topic_bursts.originals is 'Articles of the day that are not syndicated copies.';
comment on column news.topic_bursts.originals_expected is 'Originals to be expected on this weekday.';
comment on column news.topic_bursts.originals_z is 'Standard deviations between originals and originals_expected: a text that many copied is no burst here.';
comment on column news.topic_bursts.days_before is 'How many of the 28 days before count: those that are there to 0.8 or more, or of which nothing is known.';
comment on column news.topic_bursts.completeness is 'Mean completeness of the day over the sources of the region, 0 to 1; null when nothing is known.';
comment on column news.topic_bursts.verdict is 'burst (z of 3 or more, and five articles), fall (z of -3 or less), usual; or why nothing is said: too little history, not over, crawl incomplete (below 0.8; a burst is one all the same).';
comment on column news.topic_bursts.originals_verdict is 'The same of originals and originals_z.';
