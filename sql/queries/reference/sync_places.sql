-- The places as the gazetteer has them; those it no longer has are marked. Where one lies in another
-- than before, its days are to be queued.
with given as (
    select p.id, p.kind, p.parent_id, p.name_en, p.name_zh_hant, p.name_zh_hans, p.name_pt
    from staged_places
    cross join jsonb_to_record(line) as p (
        id text, kind text, parent_id text,
        name_en text, name_zh_hant text, name_zh_hans text, name_pt text
    )
),
retired as (
    update news.places as kept
    set in_gazetteer = false
    where kept.in_gazetteer
        and not exists (select from given where given.id = kept.id)
),
queued as (
    insert into staged_days (source_id, day)
    select distinct c.source_id, c.day
    from given
    join news.places as kept on kept.id = given.id
    join news.daily_places as c on c.place_id = kept.id
    where kept.parent_id is distinct from given.parent_id
)
insert into news.places (
    id, kind, parent_id, name_en, name_zh_hant, name_zh_hans, name_pt, in_gazetteer
)
select id, kind, parent_id, name_en, name_zh_hant, name_zh_hans, name_pt, true
from given
order by id
on conflict (id) do update set
    kind = excluded.kind,
    parent_id = excluded.parent_id,
    name_en = excluded.name_en,
    name_zh_hant = excluded.name_zh_hant,
    name_zh_hans = excluded.name_zh_hans,
    name_pt = excluded.name_pt,
    in_gazetteer = true;
