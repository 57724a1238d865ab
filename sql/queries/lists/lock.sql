-- One crawl of a source at a time writes down its lists.
select pg_advisory_xact_lock(hashtextextended('news.lists ' || %(source)s, 0));
