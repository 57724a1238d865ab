-- The batch's rejects; those already there stay the rows they are.
create temporary table given_rejects on commit drop as
select
    r.url, r.stage, r.reason, r.detail, r.published_at, r.way,
    row_number() over (
        partition by r.url, r.stage, r.reason, r.detail, r.published_at, r.way
    ) as nth
from staged_rejects
cross join jsonb_to_record(line) as r (
    url text, stage text, reason text, detail text, published_at timestamptz, way text,
    stored boolean
)
where r.stored;

create temporary table held_rejects on commit drop as
select
    id, url, stage, reason, detail, published_at, way,
    row_number() over (
        partition by url, stage, reason, detail, published_at, way
        order by id
    ) as nth
from news.rejects
where batch_id = %(batch)s;

analyze given_rejects;
analyze held_rejects;

delete from news.rejects as r
using held_rejects as h
where r.id = h.id
    and not exists (
        select
        from given_rejects as g
        where g.url = h.url
            and (g.stage, g.reason, g.detail, g.published_at, g.way, g.nth)
                is not distinct from (h.stage, h.reason, h.detail, h.published_at, h.way, h.nth)
    );

insert into news.rejects (batch_id, source_id, url, stage, reason, detail, published_at, way)
select
    %(batch)s, %(source)s, g.url, g.stage, g.reason, g.detail, g.published_at, g.way
from given_rejects as g
where not exists (
    select
    from held_rejects as h
    where h.url = g.url
        and (h.stage, h.reason, h.detail, h.published_at, h.way, h.nth)
            is not distinct from (g.stage, g.reason, g.detail, g.published_at, g.way, g.nth)
);
