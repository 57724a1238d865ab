-- The days of a source that are tagged by another taxonomy, week by week, the newest first.
select
    d.source_id,
    date_trunc('week', d.day)::date as week,
    array_agg(d.day order by d.day) as days
from news.tagged_days as d
where d.taxonomy is distinct from %(version)s
group by d.source_id, date_trunc('week', d.day)
order by week desc, d.source_id;
