-- Texts to compare. One row per article, without a body where the text is kept no longer. Of an
-- article whose day alone is known, the latest moment counts at which it can have appeared: it is not
-- first because its day begins at midnight. A date that cannot be its own counts for nothing.
select
    a.id, a.source_id, a.url, t.body, a.day,
    case
        when doubts.doubt is not null then a.first_fetched_at
        when a.published_precision = 'day'
            then greatest(a.appeared_at, least(a.appeared_at + interval '1 day', a.first_fetched_at))
        else a.appeared_at
    end as appeared_at,
    coalesce(a.published_precision <> 'day' and doubts.doubt is null, false) as is_timed
from news.articles as a
left join news.texts as t
    on t.article_id = a.id
    and t.text_digest = a.text_digest
    and t.month = a.month
cross join lateral (select news.date_doubt(a.published_at, a.fetched_at) as doubt) as doubts
where a.id = any(%(ids)s::bigint[])
order by a.id;
