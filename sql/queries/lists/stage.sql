-- Lists on their way in.
create temporary table staged_lists (line jsonb not null) on commit drop;
