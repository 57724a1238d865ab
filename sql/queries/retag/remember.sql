-- The counts of the days before they are tagged again, and the days to be counted again.
create temporary table coverage_before on commit drop as
select c.day, c.topic_id, c.language, c.script, c.articles, c.originals
from news.daily_coverage as c
where c.source_id = %(source)s
    and c.day = any(%(days)s::date[]);

insert into taken_days (source_id, day)
select %(source)s, unnest(%(days)s::date[]);
