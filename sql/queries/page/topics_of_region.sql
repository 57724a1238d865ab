-- Articles of a region by topic: the subjects, or a topic and the beats below it. One row per period
-- and topic that has an article; weeks and months at either end of the span are whole.
select
    starts_on,
    topic_id,
    topic,
    parent_topic_id,
    all_articles as articles,
    all_originals as originals,
    completeness,
    holes
from news.region_by_topic
where period = %(period)s
    and starts_on >= date_trunc(%(period)s, %(since)s::date)
    and starts_on < %(until)s
    and region = %(region)s
    and (parent_topic_id is not distinct from %(topic)s or topic_id = %(topic)s)
order by starts_on, topic_id
limit %(limit)s;
