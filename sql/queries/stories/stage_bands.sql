-- MinHash bands on their way in.
create temporary table staged_bands (line jsonb not null) on commit drop;
