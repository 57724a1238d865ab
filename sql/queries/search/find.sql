-- The articles that answer a query. One row per article, the best first.
select
    article_id, source_id, source, url, title, published_at, appeared_at, day, language, script,
    rank, snippet
from news.search(
    %(query)s,
    since => %(since)s,
    until => %(until)s,
    source => %(source)s,
    language => %(language)s,
    topic => %(topic)s,
    place => %(place)s,
    region => %(region)s,
    most => %(most)s
);
