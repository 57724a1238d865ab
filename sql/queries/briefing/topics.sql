-- What some sources wrote on each topic or on one below it. One row per topic: its articles from
-- first to until, and those from since to the day before first.
select
    topic_id, topic, parent_topic_id,
    coalesce(sum(all_articles) filter (where starts_on >= %(first)s), 0)::bigint as articles,
    coalesce(sum(all_articles) filter (where starts_on < %(first)s), 0)::bigint as earlier
from news.coverage_by_topic
where period = 'day'
    and source_id = any(%(sources)s)
    and starts_on between %(since)s and %(until)s
group by topic_id, topic, parent_topic_id
order by topic_id;
