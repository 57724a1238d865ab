-- The folders of these batches are gone.
update news.batches
set dropped_at = now()
where id = any(%(ids)s);
