-- keys on their way in.
create temporary table staged_keys (line jsonb not null) on commit drop;
