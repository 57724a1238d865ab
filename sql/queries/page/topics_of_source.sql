-- The same of one source, in all its languages or one. One row per period and topic that has an article.
select
    starts_on,
    topic_id,
    topic,
    parent_topic_id,
    sum(all_articles)::bigint as articles,
    sum(all_originals)::bigint as originals,
    avg(completeness) as completeness,
    max(holes) as holes
from news.coverage_by_topic
where period = %(period)s
    and starts_on >= date_trunc(%(period)s, %(since)s::date)
    and starts_on < %(until)s
    and region = %(region)s
    and source_id = %(source)s
    and (%(language)s::text is null or language = %(language)s)
    and (%(script)s::text is null or script = %(script)s)
    and (parent_topic_id is not distinct from %(topic)s or topic_id = %(topic)s)
group by starts_on, topic_id, topic, parent_topic_id
order by starts_on, topic_id
limit %(limit)s;
