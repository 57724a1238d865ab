-- The regions of the catalogue and of the archive, that with the most articles of the last ninety
-- days first. One row per region.
select
    d.region,
    coalesce(max(counted.articles), 0) as articles,
    count(*) as sources
from news.dimensions as d
left join (
    select region, sum(articles) as articles
    from news.coverage_by_language
    where period = 'day'
        and starts_on >= current_date - 90
    group by region
) as counted on counted.region = d.region
where d.dimension = 'source'
group by d.region
order by articles desc, d.region
limit 100;
