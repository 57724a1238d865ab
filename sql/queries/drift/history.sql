-- The batches of a source loaded last, without this one and those before a person accepted a
-- quarantine. One row per batch, oldest first.
select b.counts, b.rejects
from (
    select id, counts, rejects, window_end, finished_at
    from news.batches
    where source_id = %(source)s
        and id <> %(batch)s
        and finished_at > coalesce(
            (
                select max(accepted_at)
                from news.alarms
                where source_id = %(source)s
                    and accepted_at is not null
                    and severity = 'quarantine'
            ),
            '-infinity'
        )
    order by finished_at desc
    limit %(limit)s
) as b
order by b.window_end, b.finished_at;
