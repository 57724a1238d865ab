-- Whether any of these days of a source waits to be counted. One row.
select exists (
    select
    from news.changed_days
    where source_id = %(source)s
        and day = any(%(days)s::date[])
) as waiting;
