-- Who was first with texts that several sources carry. One row per source that carries one: how
-- many, those whose times tell who was first, those it had first, and by how long in the median.
select
    carried.source_id,
    sum(1)::bigint as stories,
    count(*) filter (where f.is_timed and f.lead > '0') as told,
    count(*) filter (where f.is_timed and f.lead > '0' and f.source_id = carried.source_id) as firsts,
    percentile_disc(0.5) within group (order by f.lead)
        filter (where f.is_timed and f.lead > '0' and f.source_id = carried.source_id) as median_lead
from news.first_to_report as f
cross join unnest(f.sources) as carried (source_id)
where f.day between %(since)s and %(until)s
    and carried.source_id = any(%(sources)s)
group by carried.source_id
order by firsts desc, told desc, stories desc, carried.source_id;
