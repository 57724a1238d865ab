-- A new story. One row: its id.
insert into news.linked_stories (
    origin_id, articles, day, sources, origin_source_id, second_id, second_source_id, lead, is_timed
)
select
    o.id, %(articles)s, o.day, %(sources)s, o.source_id, s.id, s.source_id, %(lead)s::interval, %(timed)s
from news.articles as o
left join news.articles as s on s.id = %(second)s::bigint
where o.id = %(origin)s
returning id;
