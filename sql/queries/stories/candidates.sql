-- Articles worth comparing: they share a key within some days. One row per pair.
-- Of a key that very many share, such as a notice in place of every text, a hundred are enough to
-- join them: what an article costs stays bounded.
select distinct mine.article_id as a, other.article_id as b
from news.story_keys as mine
cross join lateral (
    select near.article_id
    from news.story_keys as near
    where near.hash = mine.hash
        and near.day between mine.day - %(days)s and mine.day + %(days)s
        and near.article_id <> mine.article_id
    order by near.day, near.article_id
    limit 100
) as other
where mine.article_id = any(%(ids)s::bigint[]);
