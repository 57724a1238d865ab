-- Sum the sources of each region for the days taken, per language and script; what that changed is
-- added to the days, their weeks and months, and nothing else is written.
create temporary table taken_periods on commit drop as
select distinct p.period, p.starts_on, t.day
from taken_days as t
cross join lateral (
    values
        ('day', t.day),
        ('week', date_trunc('week', t.day::timestamp)::date),
        ('month', date_trunc('month', t.day::timestamp)::date)
) as p (period, starts_on);

insert into news.periods (period, starts_on, day)
select period, starts_on, day
from taken_periods
where period <> 'day'
order by period, starts_on, day
on conflict (period, starts_on, day) do nothing;

create temporary table summed_days on commit drop as
select distinct day
from taken_days;

analyze taken_periods;
analyze summed_days;

create temporary table changed_topics on commit drop as
select
    day, region, language, script, topic_id,
    coalesce(now.articles, 0) - coalesce(before.articles, 0) as articles,
    coalesce(now.originals, 0) - coalesce(before.originals, 0) as originals,
    coalesce(now.all_articles, 0) - coalesce(before.all_articles, 0) as all_articles,
    coalesce(now.all_originals, 0) - coalesce(before.all_originals, 0) as all_originals
from (
    select
        d.day, o.region, d.language, d.script, d.topic_id,
        sum(d.articles) as articles,
        sum(d.originals) as originals,
        sum(d.all_articles) as all_articles,
        sum(d.all_originals) as all_originals
    from summed_days as s
    join news.daily_coverage as d on d.day = s.day
    join news.sources as o on o.id = d.source_id
    group by d.day, o.region, d.language, d.script, d.topic_id
) as now
full join (
    select
        l.starts_on as day, l.region, l.language, l.script, l.topic_id,
        l.articles, l.originals, l.all_articles, l.all_originals
    from summed_days as s
    join news.language_topics as l on l.period = 'day' and l.starts_on = s.day
) as before using (day, region, language, script, topic_id)
where (now.articles, now.originals, now.all_articles, now.all_originals)
    is distinct from (before.articles, before.originals, before.all_articles, before.all_originals);

analyze changed_topics;

insert into news.language_topics as l (
    period, starts_on, region, language, script, topic_id,
    articles, originals, all_articles, all_originals
)
select
    p.period, p.starts_on, c.region, c.language, c.script, c.topic_id,
    sum(c.articles), sum(c.originals), sum(c.all_articles), sum(c.all_originals)
from taken_periods as p
join changed_topics as c on c.day = p.day
group by p.period, p.starts_on, c.region, c.language, c.script, c.topic_id
order by 1, 2, 3, 4, 5, 6
on conflict (period, starts_on, region, language, script, topic_id) do update set
    articles = l.articles + excluded.articles,
    originals = l.originals + excluded.originals,
    all_articles = l.all_articles + excluded.all_articles,
    all_originals = l.all_originals + excluded.all_originals;

delete from news.language_topics as l
using taken_periods as p, changed_topics as c
where c.day = p.day
    and l.period = p.period
    and l.starts_on = p.starts_on
    and l.region = c.region
    and l.language = c.language
    and l.script = c.script
    and l.topic_id = c.topic_id
    and l.all_articles = 0;

create temporary table changed_places on commit drop as
select
    day, region, language, script, place_id,
    coalesce(now.articles, 0) - coalesce(before.articles, 0) as articles,
    coalesce(now.originals, 0) - coalesce(before.originals, 0) as originals,
    coalesce(now.all_articles, 0) - coalesce(before.all_articles, 0) as all_articles,
    coalesce(now.all_originals, 0) - coalesce(before.all_originals, 0) as all_originals
from (
    select
        d.day, o.region, d.language, d.script, d.place_id,
        sum(d.articles) as articles,
        sum(d.originals) as originals,
        sum(d.all_articles) as all_articles,
        sum(d.all_originals) as all_originals
    from summed_days as s
    join news.daily_places as d on d.day = s.day
    join news.sources as o on o.id = d.source_id
    group by d.day, o.region, d.language, d.script, d.place_id
) as now
full join (
    select
        l.starts_on as day, l.region, l.language, l.script, l.place_id,
        l.articles, l.originals, l.all_articles, l.all_originals
    from summed_days as s
    join news.language_places as l on l.period = 'day' and l.starts_on = s.day
) as before using (day, region, language, script, place_id)
where (now.articles, now.originals, now.all_articles, now.all_originals)
    is distinct from (before.articles, before.originals, before.all_articles, before.all_originals);

analyze changed_places;

insert into news.language_places as l (
    period, starts_on, region, language, script, place_id,
    articles, originals, all_articles, all_originals
)
select
    p.period, p.starts_on, c.region, c.language, c.script, c.place_id,
    sum(c.articles), sum(c.originals), sum(c.all_articles), sum(c.all_originals)
from taken_periods as p
join changed_places as c on c.day = p.day
group by p.period, p.starts_on, c.region, c.language, c.script, c.place_id
order by 1, 2, 3, 4, 5, 6
on conflict (period, starts_on, region, language, script, place_id) do update set
    articles = l.articles + excluded.articles,
    originals = l.originals + excluded.originals,
    all_articles = l.all_articles + excluded.all_articles,
    all_originals = l.all_originals + excluded.all_originals;

delete from news.language_places as l
using taken_periods as p, changed_places as c
where c.day = p.day
    and l.period = p.period
    and l.starts_on = p.starts_on
    and l.region = c.region
    and l.language = c.language
    and l.script = c.script
    and l.place_id = c.place_id
    and l.all_articles = 0;
