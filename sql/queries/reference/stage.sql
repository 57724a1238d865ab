-- Lines on their way into the reference tables, and the days that are to be counted again for it.
create temporary table staged_sources (line jsonb not null) on commit drop;
create temporary table staged_topics (line jsonb not null) on commit drop;
create temporary table staged_places (line jsonb not null) on commit drop;
create temporary table staged_days (source_id text not null, day date not null) on commit drop;
