-- The months before one whose texts are kept. One row per month, the oldest first.
select to_date(substring(c.relname from '\d{4}_\d{2}$'), 'YYYY_MM') as month
from pg_inherits as i
join pg_class as c on c.oid = i.inhrelid
where i.inhparent = 'news.texts'::regclass
    and to_date(substring(c.relname from '\d{4}_\d{2}$'), 'YYYY_MM') < %(before)s
order by month;
