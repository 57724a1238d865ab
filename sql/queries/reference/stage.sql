-- Lines on their way into the reference tables.
create temporary table staged_sources (line jsonb not null) on commit drop;
create temporary table staged_topics (line jsonb not null) on commit drop;
create temporary table staged_places (line jsonb not null) on commit drop;
