-- What became of the URLs each source of a region listed. One row per source and day.
select
    c.source_id, c.source, c.day, c.runs, c.listed, c.loaded, c.explained, c.missing, c.reasons,
    c.share, c.status
from news.coverage_completeness as c
join news.dimensions as d on d.id = c.source_id and d.dimension = 'source'
where c.day >= %(since)s
    and c.day < %(until)s
    and d.region = %(region)s
    and (%(source)s::text is null or c.source_id = %(source)s)
order by c.source_id, c.day
limit %(limit)s;
