-- Sum the weeks again that the days taken lie in, source by source.
create temporary table taken_weeks on commit drop as
select distinct source_id, date_trunc('week', day::timestamp)::date as starts_on
from taken_days;

analyze taken_weeks;

delete from news.weekly_coverage as w
using taken_weeks as t
where w.source_id = t.source_id
    and w.starts_on = t.starts_on;

insert into news.weekly_coverage (
    starts_on, source_id, topic_id, language, script, all_articles, all_originals
)
select
    t.starts_on, t.source_id, d.topic_id, d.language, d.script, sum(d.all_articles), sum(d.all_originals)
from taken_weeks as t
join news.daily_coverage as d
    on d.source_id = t.source_id
    and d.day between t.starts_on and t.starts_on + 6
group by t.starts_on, t.source_id, d.topic_id, d.language, d.script
order by t.source_id, t.starts_on, d.topic_id, d.language, d.script;
