-- Count the days taken again. An original is an article that is no syndicated copy.
analyze taken_days;

delete from news.daily_totals as d
using taken_days as t
where d.source_id = t.source_id
    and d.day = t.day;

delete from news.daily_coverage as d
using taken_days as t
where d.source_id = t.source_id
    and d.day = t.day;

delete from news.daily_places as d
using taken_days as t
where d.source_id = t.source_id
    and d.day = t.day;

create temporary table counted_articles on commit drop as
select a.id, a.day, a.source_id, a.language, a.script, coalesce(m.is_origin, true) as is_original
from taken_days as t
join news.articles as a on a.source_id = t.source_id and a.day = t.day
left join news.story_articles as m on m.article_id = a.id;

analyze counted_articles;

insert into news.daily_totals (day, source_id, language, script, articles, originals)
select day, source_id, language, script, count(*), count(*) filter (where is_original)
from counted_articles
group by day, source_id, language, script;

insert into news.daily_coverage (day, source_id, topic_id, language, script, articles, originals)
select
    c.day, c.source_id, t.topic_id, c.language, c.script,
    count(*), count(*) filter (where c.is_original)
from counted_articles as c
join news.article_topics as t on t.article_id = c.id
group by c.day, c.source_id, t.topic_id, c.language, c.script;

insert into news.daily_places (day, source_id, place_id, language, script, articles, originals)
select
    c.day, c.source_id, p.place_id, c.language, c.script,
    count(*), count(*) filter (where c.is_original)
from counted_articles as c
join news.article_places as p on p.article_id = c.id
group by c.day, c.source_id, p.place_id, c.language, c.script;
