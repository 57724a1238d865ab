-- Articles that are new or differ in what stories, roll-ups and searches
-- read. One row per article.
create temporary table changes on commit drop as
with current_texts as (
    select m.url, v.topics, v.places, v.names
    from merged as m
    join versions as v on v.n = m.n
    where m.is_current
),
compared as (
    select
        a.id as article_id,
        before.day as old_day,
        a.day as new_day,
        before.n is null
            or (
                before.text_digest, before.appeared_at, before.published_precision, before.language,
                before.places, was.doubt, was.latest
            ) is distinct from (
                a.text_digest, a.appeared_at, a.published_precision, a.language,
                now.places, became.doubt, became.latest
            ) as relink,
        before.n is null
            or (before.text_digest, before.language, before.script)
                is distinct from (a.text_digest, a.language, a.script)
            as reword,
        (before.day, before.script, before.topics, before.names)
            is distinct from (a.day, a.script, now.topics, now.names) as recount
    from current_texts as now
    join news.articles as a on a.source_id = %(source)s and a.url = now.url
    left join versions as before on before.held = 'article' and before.url = now.url
    -- A date that is in doubt, or is a day alone, is taken together with the first fetch.
    cross join lateral (
        select
            d.doubt,
            case
                when d.doubt is not null or before.published_precision = 'day' then before.first_fetched_at
            end as latest
        from (select news.date_doubt(before.published_at, before.fetched_at) as doubt) as d
    ) as was
    cross join lateral (
        select
            d.doubt,
            case
                when d.doubt is not null or a.published_precision = 'day' then a.first_fetched_at
            end as latest
        from (select news.date_doubt(a.published_at, a.fetched_at) as doubt) as d
    ) as became
)
select article_id, old_day, new_day, relink, reword
from compared
where relink or reword or recount;

-- Articles whose every text came from this batch, which no longer gives one.
create temporary table gone on commit drop as
select before.article_id, before.day
from versions as before
where before.held = 'article'
    and not exists (select from merged as m where m.url = before.url);
