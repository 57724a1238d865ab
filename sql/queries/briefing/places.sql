-- The places most written about. One row per place: its articles and those on places within it,
-- the most first.
select
    place_id, place,
    sum(all_articles)::bigint as articles,
    sum(all_originals)::bigint as originals
from news.region_by_place
where period = 'day'
    and region = %(region)s
    and kind <> 'region'
    and starts_on between %(since)s and %(until)s
group by place_id, place
order by articles desc, place_id
limit 12;
