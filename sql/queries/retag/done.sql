-- The days are tagged by this taxonomy now.
update news.tagged_days
set taxonomy = %(version)s
where source_id = %(source)s
    and day = any(%(days)s::date[]);
