-- Coverage by source of a span. One row per source that has articles or stands in the catalogue, with
-- how complete the days of the span are: 0 for one nobody crawled, null when nothing is known.
-- [since, until) is of the moment an article appeared: published, or first fetched where the page gives
-- no date. It is matched exactly, through the index on appeared_at, not by the days of the roll-ups;
-- null leaves that end open. An article whose date cannot be its own counts nowhere.
with chosen as (
    select a.source_id, a.appeared_at, coalesce(m.is_origin, true) as is_original
    from news.articles as a
    left join news.story_articles as m on m.article_id = a.id
    where a.appeared_at >= coalesce(%(since)s::timestamptz, '-infinity')
        and a.appeared_at < coalesce(%(until)s::timestamptz, 'infinity')
        and news.date_doubt(a.published_at, a.fetched_at) is null
),
counted as (
    select
        source_id,
        count(*) as articles,
        count(*) filter (where is_original) as originals,
        min(appeared_at) as first,
        max(appeared_at) as last
    from chosen
    group by source_id
)
select
    sources.id,
    sources.name,
    coalesce(counted.articles, 0) as articles,
    coalesce(counted.originals, 0) as originals,
    round(complete.completeness::numeric, 3) as completeness,
    counted.first,
    counted.last
from news.sources
left join counted on counted.source_id = sources.id
left join lateral (
    select avg(c.completeness) as completeness
    from news.period_completeness as c
    where c.source_id = sources.id
        and c.period = 'day'
        and c.starts_on >= coalesce((%(since)s::timestamptz at time zone sources.timezone)::date, '-infinity')
        and c.starts_on < coalesce(
            ((%(until)s::timestamptz - interval '1 microsecond') at time zone sources.timezone)::date + 1,
            'infinity'
        )
) as complete on true
where sources.in_catalogue or counted.articles > 0
order by articles desc, id;
