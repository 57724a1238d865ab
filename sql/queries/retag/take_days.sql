-- Days of one source, held until the transaction ends, with what each is tagged by.
select day, taxonomy
from news.tagged_days
where source_id = %(source)s
    and day = any(%(days)s::date[])
    and taxonomy is distinct from %(version)s
order by day
for update;
