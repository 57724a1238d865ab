-- The batch and its funnel; where that is news, the days of its window are to be counted again.
with recorded as (
    insert into news.batches (
        id, source_id, run, window_start, window_end, started_at, finished_at,
        discovered, fetched, fresh, clean, loaded, rejects, counts
    )
    values (
        %(batch)s, %(source)s, %(run)s, %(window_start)s, %(window_end)s, %(started_at)s,
        case when %(complete)s then now() end,
        %(discovered)s, %(fetched)s, %(fresh)s, %(clean)s, %(loaded)s, %(rejects)s, %(counts)s
    )
    on conflict (id) do update set
        run = excluded.run,
        window_start = excluded.window_start,
        window_end = excluded.window_end,
        started_at = excluded.started_at,
        finished_at = coalesce(batches.finished_at, excluded.finished_at),
        discovered = excluded.discovered,
        fetched = excluded.fetched,
        fresh = excluded.fresh,
        clean = excluded.clean,
        loaded = excluded.loaded,
        rejects = excluded.rejects,
        counts = excluded.counts
    where (
        batches.run, batches.window_start, batches.window_end, batches.started_at,
        batches.finished_at is null and excluded.finished_at is not null,
        batches.discovered, batches.fetched, batches.fresh, batches.clean, batches.loaded,
        batches.rejects, batches.counts
    ) is distinct from (
        excluded.run, excluded.window_start, excluded.window_end, excluded.started_at,
        false,
        excluded.discovered, excluded.fetched, excluded.fresh, excluded.clean, excluded.loaded,
        excluded.rejects, excluded.counts
    )
    returning id
)
insert into news.finished_runs (batch_id)
select id
from recorded
on conflict (batch_id) do nothing;
