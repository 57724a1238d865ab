-- What each source of a region published, and how much of it is there. One row per source and day
-- from since to until, as far as anything is known of it.
select
    source_id, source, kind, starts_on as day,
    articles, originals, listed, missing, completeness, holes
from news.coverage_by_source
where period = 'day'
    and region = %(region)s
    and starts_on between %(since)s and %(until)s
order by source_id, starts_on;
