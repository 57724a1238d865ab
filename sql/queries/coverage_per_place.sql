-- Coverage by place and period. One row per period that has a day of the span and place that has
-- articles in it, of all regions; an article counts once for each of its places. Periods are whole.
-- [since, until] are days; null leaves that end open.
with complete as (
    select starts_on, sum(completeness * counted) / nullif(sum(counted), 0) as completeness
    from news.region_periods
    where period = %(period)s
        and starts_on between
            coalesce(date_trunc(%(period)s, %(since)s::timestamp)::date, '-infinity')
            and coalesce(%(until)s::date, 'infinity')
    group by starts_on
)
select
    r.starts_on,
    r.place_id as id,
    places.name_en as name,
    places.parent_id as parent,
    sum(r.articles) as articles,
    sum(r.originals) as originals,
    sum(r.all_articles) as all_articles,
    sum(r.all_originals) as all_originals,
    round(complete.completeness::numeric, 3) as completeness
from news.region_places as r
join news.places on places.id = r.place_id
join complete on complete.starts_on = r.starts_on
where r.period = %(period)s
    and r.starts_on between
        coalesce(date_trunc(%(period)s, %(since)s::timestamp)::date, '-infinity')
        and coalesce(%(until)s::date, 'infinity')
group by r.starts_on, r.place_id, places.name_en, places.parent_id, complete.completeness
order by r.starts_on, all_articles desc, id;
