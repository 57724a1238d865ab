-- The same of one source, in all its languages or one. One row per place.
select
    p.place_id,
    p.place,
    p.kind,
    p.parent_place_id,
    sum(p.all_articles)::bigint as articles,
    sum(p.all_originals)::bigint as originals
from news.coverage_by_place as p
join news.dimensions as d on d.id = p.place_id and d.dimension = 'place'
where p.period = 'day'
    and p.starts_on >= %(since)s
    and p.starts_on < %(until)s
    and p.region = %(region)s
    and p.source_id = %(source)s
    and (%(language)s::text is null or p.language = %(language)s)
    and (%(script)s::text is null or p.script = %(script)s)
    and (%(place)s::text is null or %(place)s = any (d.lineage))
group by p.place_id, p.place, p.kind, p.parent_place_id
order by articles desc, p.place_id
limit %(limit)s;
