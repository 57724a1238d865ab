-- Texts that went from source to source, those with the most sources first. One row per article that
-- carries one of them, the first article of each story first.
with spread as (
    select f.story_id, f.source_count, f.articles, f.lead, f.is_timed, f.day
    from news.first_to_report as f
    where f.day >= %(since)s
        and f.day < %(until)s
        and f.region = %(region)s
        and (%(source)s::text is null or %(source)s = any (f.sources))
    order by f.source_count desc, f.articles desc, f.day desc, f.story_id
    limit %(stories)s
)
select
    s.story_id,
    s.source_count,
    s.articles,
    s.is_timed and s.lead > '0' as is_told,
    a.id as article_id,
    a.source_id,
    a.source,
    a.title,
    a.url,
    a.language,
    a.script,
    a.day,
    a.appeared_at,
    a.published_precision,
    a.is_original,
    a.similarity,
    a.wires
from spread as s
join news.article_details as a on a.story_id = s.story_id
order by s.source_count desc, s.articles desc, s.day desc, s.story_id, a.is_original desc, a.appeared_at, a.id
limit 2001;
