-- The page known by each digest of a source. One row per known digest: the article before a reject,
-- the first fetched before a later one, the canonical URL before another name of the same page.
select distinct on (u.digest)
    u.url,
    u.batch_id as batch,
    u.digest,
    u.reason,
    u.published_at
from news.urls as u
left join news.articles as a on a.id = u.article_id
where u.source_id = %(source)s
    and u.digest = any(%(keys)s::text[])
order by u.digest, u.reason is not null, u.fetched_at, (a.url = u.url) desc nulls last, u.url;
