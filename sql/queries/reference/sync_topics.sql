-- The topics as the taxonomy has them; those it no longer has are marked. Where one stands below
-- another than before, its days are to be queued.

-- A code that another topic has now: it is to be free before that takes it.
update news.topics as kept
set qcode = null
from staged_topics
where line ->> 'qcode' = kept.qcode
    and line ->> 'id' <> kept.id;

with given as (
    select t.id, t.qcode, t.parent_id, t.name_en, t.name_zh, t.name_pt
    from staged_topics
    cross join jsonb_to_record(line) as t (
        id text, qcode text, parent_id text, name_en text, name_zh text, name_pt text
    )
),
retired as (
    update news.topics as kept
    set in_taxonomy = false
    where kept.in_taxonomy
        and not exists (select from given where given.id = kept.id)
),
queued as (
    insert into staged_days (source_id, day)
    select distinct c.source_id, c.day
    from given
    join news.topics as kept on kept.id = given.id
    join news.daily_coverage as c on c.topic_id = kept.id
    where kept.parent_id is distinct from given.parent_id
)
insert into news.topics (id, qcode, parent_id, name_en, name_zh, name_pt, in_taxonomy)
select id, qcode, parent_id, name_en, name_zh, name_pt, true
from given
order by id
on conflict (id) do update set
    qcode = excluded.qcode,
    parent_id = excluded.parent_id,
    name_en = excluded.name_en,
    name_zh = excluded.name_zh,
    name_pt = excluded.name_pt,
    in_taxonomy = true;
