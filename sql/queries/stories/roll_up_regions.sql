-- Add what changed in the languages of each region to the region's days, weeks and months.
insert into news.region_topics as r (
    period, starts_on, region, topic_id, articles, originals, all_articles, all_originals
)
select
    p.period, p.starts_on, c.region, c.topic_id,
    sum(c.articles), sum(c.originals), sum(c.all_articles), sum(c.all_originals)
from taken_periods as p
join changed_topics as c on c.day = p.day
group by p.period, p.starts_on, c.region, c.topic_id
order by 1, 2, 3, 4
on conflict (period, starts_on, region, topic_id) do update set
    articles = r.articles + excluded.articles,
    originals = r.originals + excluded.originals,
    all_articles = r.all_articles + excluded.all_articles,
    all_originals = r.all_originals + excluded.all_originals;

delete from news.region_topics as r
using taken_periods as p, changed_topics as c
where c.day = p.day
    and r.period = p.period
    and r.starts_on = p.starts_on
    and r.region = c.region
    and r.topic_id = c.topic_id
    and r.all_articles = 0;

insert into news.region_places as r (
    period, starts_on, region, place_id, articles, originals, all_articles, all_originals
)
select
    p.period, p.starts_on, c.region, c.place_id,
    sum(c.articles), sum(c.originals), sum(c.all_articles), sum(c.all_originals)
from taken_periods as p
join changed_places as c on c.day = p.day
group by p.period, p.starts_on, c.region, c.place_id
order by 1, 2, 3, 4
on conflict (period, starts_on, region, place_id) do update set
    articles = r.articles + excluded.articles,
    originals = r.originals + excluded.originals,
    all_articles = r.all_articles + excluded.all_articles,
    all_originals = r.all_originals + excluded.all_originals;

delete from news.region_places as r
using taken_periods as p, changed_places as c
where c.day = p.day
    and r.period = p.period
    and r.starts_on = p.starts_on
    and r.region = c.region
    and r.place_id = c.place_id
    and r.all_articles = 0;
