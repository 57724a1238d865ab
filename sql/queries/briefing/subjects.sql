-- The subjects, topics of the top level, day by day. One row per subject and day with an article.
select topic_id, topic, starts_on as day, all_articles as articles, all_originals as originals
from news.region_by_topic
where period = 'day'
    and region = %(region)s
    and parent_topic_id is null
    and starts_on between %(since)s and %(until)s
order by topic_id, starts_on;
