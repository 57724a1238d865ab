-- The organisations and people of the current texts.
create temporary table found_names on commit drop as
select a.id as article_id, n.kind, n.name, n.shown, n.mentions, n.score, n.words
from merged as m
join versions as v on v.n = m.n
join news.articles as a on a.source_id = %(source)s and a.url = v.url
cross join jsonb_to_recordset(v.names) as n (
    kind text, name text, shown text, mentions integer, score double precision, words jsonb
)
where m.is_current;

analyze found_names;

delete from news.article_names as held
using news.articles as a, affected
where a.id = held.article_id
    and a.source_id = %(source)s
    and a.url = affected.url
    and not exists (
        select
        from found_names as f
        where f.article_id = held.article_id
            and f.kind = held.kind
            and f.name = held.name
    );

insert into news.article_names (article_id, kind, name, shown, mentions, score, words)
select article_id, kind, name, shown, mentions, score, words
from found_names
order by article_id, kind, name
on conflict (article_id, kind, name) do update set
    shown = excluded.shown,
    mentions = excluded.mentions,
    score = excluded.score,
    words = excluded.words
where (
    article_names.shown, article_names.mentions, article_names.score, article_names.words
) is distinct from (excluded.shown, excluded.mentions, excluded.score, excluded.words);
