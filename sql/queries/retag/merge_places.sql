-- The places of the staged articles; a row that would not change is not touched. Articles whose places
-- changed are queued for the linker, which reads them for events.
create temporary table found_places on commit drop as
select
    (s.line ->> 'id')::bigint as article_id, p.id as place_id, p.score, p.words
from staged_tags as s
cross join jsonb_to_recordset(s.line -> 'places') as p (
    id text, score double precision, words jsonb
);

with gone as (
    delete from news.article_places as held
    using staged_tags as s
    where held.article_id = (s.line ->> 'id')::bigint
        and not exists (
            select
            from found_places as f
            where f.article_id = held.article_id
                and f.place_id = held.place_id
        )
    returning held.article_id
),
told as (
    insert into news.article_places (article_id, place_id, score, words)
    select article_id, place_id, score, words
    from found_places
    order by article_id, place_id
    on conflict (article_id, place_id) do update set
        score = excluded.score,
        words = excluded.words
    where (article_places.score, article_places.words) is distinct from (excluded.score, excluded.words)
    returning article_id
)
insert into news.link_queue (article_id)
select article_id from gone
union
select article_id from told
order by article_id
on conflict (article_id) do update set queued_at = excluded.queued_at;
