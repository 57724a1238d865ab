-- Count the days taken again. An original is an article that is no syndicated copy. An article
-- whose date cannot be its own counts nowhere.
analyze taken_days;

create temporary table counted_articles on commit drop as
select
    a.id, a.day, a.source_id, a.language, a.script,
    coalesce(m.is_origin, true) as is_original,
    case
        when a.published_precision in ('second', 'minute') then greatest(a.created_at - a.published_at, '0')
    end as waited
from taken_days as t
join news.articles as a on a.source_id = t.source_id and a.day = t.day
left join news.story_articles as m on m.article_id = a.id
where news.date_doubt(a.published_at, a.fetched_at) is null;

analyze counted_articles;

delete from news.daily_totals as d
using taken_days as t
where d.source_id = t.source_id
    and d.day = t.day;

insert into news.daily_totals (day, source_id, language, script, articles, originals)
select day, source_id, language, script, count(*), count(*) filter (where is_original)
from counted_articles
group by day, source_id, language, script
order by day, source_id, language, script;

delete from news.daily_latency as d
using taken_days as t
where d.source_id = t.source_id
    and d.day = t.day;

insert into news.daily_latency (day, source_id, articles, half_within, nine_in_ten_within)
select
    day, source_id, count(*),
    percentile_disc(0.5) within group (order by waited),
    percentile_disc(0.9) within group (order by waited)
from counted_articles
where waited is not null
group by day, source_id
order by day, source_id;

delete from news.daily_coverage as d
using taken_days as t
where d.source_id = t.source_id
    and d.day = t.day;

insert into news.daily_coverage (
    day, source_id, topic_id, language, script,
    articles, originals, all_articles, all_originals, samples
)
with recursive above (id, topic_id) as (
    select id, id
    from news.topics
    union
    select above.id, t.parent_id
    from above
    join news.topics as t on t.id = above.topic_id
    where t.parent_id is not null
),
told as (
    -- One row per article and topic that it has or that stands above one it has.
    select
        c.id, c.day, c.source_id, c.language, c.script, c.is_original, above.topic_id,
        bool_or(above.topic_id = t.topic_id) as is_own,
        sum(t.score) as score
    from counted_articles as c
    join news.article_topics as t on t.article_id = c.id
    join above on above.id = t.topic_id
    group by c.id, c.day, c.source_id, c.language, c.script, c.is_original, above.topic_id
)
select
    day, source_id, topic_id, language, script,
    count(*) filter (where is_own),
    count(*) filter (where is_own and is_original),
    count(*),
    count(*) filter (where is_original),
    (array_agg(id order by is_original desc, score desc, id))[:3]
from told
group by day, source_id, topic_id, language, script
order by day, source_id, topic_id, language, script;

delete from news.daily_places as d
using taken_days as t
where d.source_id = t.source_id
    and d.day = t.day;

insert into news.daily_places (
    day, source_id, place_id, language, script, articles, originals, all_articles, all_originals
)
with recursive around (id, place_id) as (
    select id, id
    from news.places
    union
    select around.id, p.parent_id
    from around
    join news.places as p on p.id = around.place_id
    where p.parent_id is not null
),
told as (
    select
        c.id, c.day, c.source_id, c.language, c.script, c.is_original, around.place_id,
        bool_or(around.place_id = p.place_id) as is_own
    from counted_articles as c
    join news.article_places as p on p.article_id = c.id
    join around on around.id = p.place_id
    group by c.id, c.day, c.source_id, c.language, c.script, c.is_original, around.place_id
)
select
    day, source_id, place_id, language, script,
    count(*) filter (where is_own),
    count(*) filter (where is_own and is_original),
    count(*),
    count(*) filter (where is_original)
from told
group by day, source_id, place_id, language, script
order by day, source_id, place_id, language, script;
