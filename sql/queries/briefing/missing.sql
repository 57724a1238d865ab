-- Days of which something is missing, and why. One row per source and day that nobody crawled or
-- that lacks more than 5 %% of what was listed, the earliest first.
select source_id, source, day, status, listed, missing, reasons
from news.coverage_completeness
where source_id = any(%(sources)s)
    and day between %(since)s and %(until)s
    and status in ('not crawled', 'incomplete')
order by day, source_id;
