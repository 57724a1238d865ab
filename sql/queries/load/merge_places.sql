-- The places of the current texts.
create temporary table found_places on commit drop as
select a.id as article_id, p.id as place_id, p.score, p.words
from merged as m
join versions as v on v.n = m.n
join news.articles as a on a.source_id = %(source)s and a.url = v.url
cross join jsonb_to_recordset(v.places) as p (id text, score double precision, words jsonb)
where m.is_current;

-- A place newer than the last sync has its id for a name until the next one: no load waits for it.
insert into news.places (id, kind, name_en, name_zh_hant, name_zh_hans, name_pt, in_gazetteer)
select distinct place_id, 'unknown', place_id, place_id, place_id, place_id, false
from found_places
order by place_id
on conflict (id) do nothing;

delete from news.article_places as held
using news.articles as a, affected
where a.id = held.article_id
    and a.source_id = %(source)s
    and a.url = affected.url
    and not exists (
        select
        from found_places as f
        where f.article_id = held.article_id
            and f.place_id = held.place_id
    );

insert into news.article_places (article_id, place_id, score, words)
select article_id, place_id, score, words
from found_places
order by article_id, place_id
on conflict (article_id, place_id) do update set
    score = excluded.score,
    words = excluded.words
where (article_places.score, article_places.words) is distinct from (excluded.score, excluded.words);
