-- Articles of a source by day, for the days before and with `day`. One row per day that has any.
select day, count(*) as articles
from news.articles
where source_id = %(source)s
    and day between %(day)s::date - 35 and %(day)s::date
group by day
order by day;
