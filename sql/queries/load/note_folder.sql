-- The folder of a batch is there, also when it had been removed before the run was done again.
update news.batches
set dropped_at = null
where id = %(batch)s
    and dropped_at is not null;
