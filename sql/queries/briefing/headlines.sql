-- What was written on a topic. One row per topic, its first headlines: originals before copies, each
-- source and day in turn; at most three of a topic.
with found as (
    select
        topic_id, source, title, url, language, script, day,
        row_number() over (
            partition by topic_id
            order by is_original desc, number, day desc, source_id, article_id
        ) as nth
    from (
        select
            topic_id, source_id, source, article_id, title, url, language, script, day, is_original,
            row_number() over (partition by topic_id, source_id order by number, day desc, article_id) as number
        from news.headline_samples
        where topic_id = any(%(topics)s)
            and region = %(region)s
            and day between %(since)s and %(until)s
    ) as samples
)
select topic_id, source, title, url, language, script, day
from found
where nth <= 3
order by topic_id, nth;
