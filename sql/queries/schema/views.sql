-- Names of the views and functions there are, but for functions that triggers and indexes call, which
-- migrations make. One row per view or function.
select viewname as name
from pg_views
where schemaname = 'news'
union all
select proname
from pg_proc as p
where pronamespace = 'news'::regnamespace
    and not exists (
        select 1
        from pg_depend
        where refclassid = 'pg_proc'::regclass
            and refobjid = p.oid
            and classid in ('pg_trigger'::regclass, 'pg_class'::regclass)
    )
order by name;
