-- The newest articles of a span, or those named. One row per article.
-- Days are the sources' own; the moments a day more at either end let the index find them.
select
    a.id as article_id, a.day, a.appeared_at, a.published_precision, a.source_id, a.source, a.title,
    a.url, a.language, a.script, a.section, a.words, a.topics, a.places, a.story_id, a.is_original,
    left(a.body, 240) as snippet
from news.article_details as a
where a.appeared_at >= %(since)s::date - interval '1 day'
    and a.appeared_at < %(until)s::date + interval '1 day'
    and a.day >= %(since)s
    and a.day < %(until)s
    and a.date_doubt is null
    and a.region = %(region)s
    and (%(source)s::text is null or a.source_id = %(source)s)
    and (%(language)s::text is null or a.language = %(language)s)
    and (%(script)s::text is null or a.script = %(script)s)
    and (%(copies)s or a.is_original)
    and (%(articles)s::bigint[] is null or a.id = any (%(articles)s))
order by a.appeared_at desc, a.id desc
limit %(limit)s;
