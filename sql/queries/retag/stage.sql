-- Where the new topics and places of articles are put before they are merged.
create temporary table staged_tags (line jsonb not null) on commit drop;
