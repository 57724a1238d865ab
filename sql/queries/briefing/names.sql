-- The organisations and people most written about. One row per name: its articles, the most first.
select
    name, kind,
    sum(articles)::bigint as articles,
    sum(originals)::bigint as originals
from news.coverage_by_name
where day between %(since)s and %(until)s
    and source_id = any(%(sources)s)
group by name, kind
order by articles desc, name, kind
limit 7;
