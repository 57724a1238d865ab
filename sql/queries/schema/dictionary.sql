-- What the schema holds: views, then tables, with what each column means. One row per column.
select
    case c.relkind when 'v' then 'view' else 'table' end as kind,
    c.relname as name,
    obj_description(c.oid, 'pg_class') as meaning,
    a.attname as column,
    format_type(a.atttypid, a.atttypmod) as type,
    col_description(c.oid, a.attnum) as column_meaning
from pg_class as c
join pg_attribute as a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
where c.relnamespace = 'news'::regnamespace
    and c.relkind in ('r', 'p', 'v')
    and not c.relispartition
order by kind desc, name, a.attnum;
