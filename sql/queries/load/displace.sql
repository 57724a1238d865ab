-- Texts other batches brought that this one has from an earlier page: there they are unchanged
-- pages now, as if the batches had come in the order they were fetched.
with displaced as (
    select v.batch_id, v.url, v.published_at
    from versions as v
    left join merged as m on m.n = v.n
    where v.held <> 'staged'
        and v.batch_id <> %(batch)s
        and m.n is null
),
explained as (
    insert into news.rejects (batch_id, source_id, url, stage, reason, detail, published_at)
    select batch_id, %(source)s, url, 'load', %(reason)s, %(detail)s, published_at
    from displaced
),
counted as (
    select batch_id, count(*) as pages
    from displaced
    group by batch_id
)
update news.batches as b
set
    loaded = b.loaded - counted.pages,
    rejects = b.rejects || jsonb_build_object(
        %(reason)s, coalesce((b.rejects ->> %(reason)s)::integer, 0) + counted.pages
    )
from counted
where counted.batch_id = b.id;
