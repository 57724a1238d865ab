-- Which regions have something to tell of the days since to until. One row per region with an
-- article or a run about these days, that with the most articles first.
select region, sum(articles)::bigint as articles
from news.coverage_by_source
where period = 'day'
    and starts_on between %(since)s and %(until)s
group by region
order by articles desc, region;
