-- Marks on their way in.
create temporary table staged_marks (line jsonb not null) on commit drop;
