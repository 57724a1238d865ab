-- A story that grew.
update news.linked_stories as l
set
    origin_id = o.id,
    articles = %(articles)s,
    day = o.day,
    sources = %(sources)s,
    origin_source_id = o.source_id,
    second_id = s.id,
    second_source_id = s.source_id,
    lead = %(lead)s::interval,
    is_timed = %(timed)s,
    updated_at = now()
from news.articles as o
left join news.articles as s on s.id = %(second)s::bigint
where l.id = %(story)s
    and o.id = %(origin)s;
