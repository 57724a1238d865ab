-- Articles that are new or differ in what stories, roll-ups and searches
-- read. One row per article.
create temporary table changes on commit drop as
with current_texts as (
    select m.url, v.topics, v.places, v.names
    from merged as m
    join versions as v on v.n = m.n
    where m.is_current
)
select
    a.id as article_id,
    before.day as old_day,
    a.day as new_day,
    before.n is null
        or (before.text_digest, before.appeared_at, before.language, before.places)
            is distinct from (a.text_digest, a.appeared_at, a.language, now.places)
        as relink,
    before.n is null
        or (before.text_digest, before.language, before.script)
            is distinct from (a.text_digest, a.language, a.script)
        as reword
from current_texts as now
join news.articles as a on a.source_id = %(source)s and a.url = now.url
left join versions as before on before.held = 'article' and before.url = now.url
where before.n is null
    or (
        before.text_digest, before.appeared_at, before.day, before.language, before.script,
        before.topics, before.places, before.names
    ) is distinct from (
        a.text_digest, a.appeared_at, a.day, a.language, a.script,
        now.topics, now.places, now.names
    );

-- Articles whose every text came from this batch, which no longer gives one.
create temporary table gone on commit drop as
select before.article_id, before.day
from versions as before
where before.held = 'article'
    and not exists (select from merged as m where m.url = before.url);
