-- Names of the views there are. One row per view.
select viewname as name
from pg_views
where schemaname = 'news'
order by viewname;
