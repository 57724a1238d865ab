-- Articles that answer a search. One row per article, the best first; snippets mark what was found
-- by U+27E6 and U+27E7.
select
    f.article_id, f.day, f.appeared_at, a.published_precision, f.source_id, f.source, f.title, f.url,
    f.language, f.script, a.section, a.words, a.topics, a.places, a.story_id, a.is_original, f.snippet
from news.search(
    %(query)s,
    since => %(since)s,
    until => %(until)s,
    source => %(source)s,
    language => %(tag)s,
    topic => %(topic)s,
    place => %(place)s,
    region => %(region)s,
    most => 500
) with ordinality as f (
    article_id, source_id, source, url, title, published_at, appeared_at, day, language, script, rank,
    snippet, number
)
join news.article_details as a on a.id = f.article_id
where %(copies)s or a.is_original
order by f.number
limit %(limit)s;
