-- A few headlines of the topic. One row per day, source and number, the first of each source first.
-- The roll-ups tell which sources have one on which day; only as many of the newest days are looked
-- into as have enough.
with days as (
    select
        starts_on as day,
        sum(count(distinct source_id)) over (order by starts_on desc) - count(distinct source_id) as newer
    from news.coverage_by_topic
    where period = 'day'
        and starts_on >= %(since)s
        and starts_on < %(until)s
        and topic_id = %(topic)s
        and region = %(region)s
        and (%(source)s::text is null or source_id = %(source)s)
        and (%(language)s::text is null or language = %(language)s)
        and (%(script)s::text is null or script = %(script)s)
        and (%(copies)s or all_originals > 0)
    group by starts_on
)
select
    day, topic_id, topic, source_id, source, number, article_id, title, url, appeared_at,
    is_original, language, script
from news.headline_samples
where day >= (select min(days.day) from days where days.newer < %(limit)s)
    and day < %(until)s
    and topic_id = %(topic)s
    and region = %(region)s
    and (%(source)s::text is null or source_id = %(source)s)
    and (%(language)s::text is null or language = %(language)s)
    and (%(script)s::text is null or script = %(script)s)
    and (%(copies)s or is_original)
order by number, day desc, source_id
limit %(limit)s;
