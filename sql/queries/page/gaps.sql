-- What sources leave out or have more of than their peers, over the last 28 days. One row per source,
-- language, script and topic: the subjects, or a topic and the beats below it.
select
    source_id, source, kind, language, script, topic_id, topic, parent_topic_id, since, until,
    articles, originals, of_articles, share, peers, peers_articles, peers_of_articles, peers_share,
    peers_mean, z, completeness, verdict
from news.coverage_gaps
where region = %(region)s
    and (%(source)s::text is null or source_id = %(source)s)
    and (%(language)s::text is null or language = %(language)s)
    and (%(script)s::text is null or script = %(script)s)
    and (parent_topic_id is not distinct from %(topic)s or topic_id = %(topic)s)
order by source_id, language, script, topic_id
limit %(limit)s;
