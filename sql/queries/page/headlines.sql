-- A few headlines of the topic. One row per day, source and number, the first of each source first.
select
    day, topic_id, topic, source_id, source, number, article_id, title, url, appeared_at,
    is_original, language, script
from news.headline_samples
where day >= %(since)s
    and day < %(until)s
    and topic_id = %(topic)s
    and region = %(region)s
    and (%(source)s::text is null or source_id = %(source)s)
    and (%(language)s::text is null or language = %(language)s)
    and (%(script)s::text is null or script = %(script)s)
    and (%(copies)s or is_original)
order by number, day desc, source_id
limit %(limit)s;
