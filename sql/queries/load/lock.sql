-- One load of a source at a time; loads of different sources touch different rows.
select pg_advisory_xact_lock(hashtextextended('news.load ' || %(source)s, 0));
