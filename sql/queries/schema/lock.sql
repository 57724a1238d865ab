-- One migration at a time; the lock goes with the transaction, also when its process is killed.
select pg_advisory_xact_lock(hashtextextended('news.migrate', 0));
