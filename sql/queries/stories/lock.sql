-- One linker and one roll-up at a time, whoever starts them.
select pg_advisory_xact_lock(hashtextextended('news.stories', 0));
