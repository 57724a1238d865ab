-- The days that are rolled up this time.
create temporary table taken_days (
    source_id text not null,
    day date not null,
    primary key (source_id, day)
) on commit drop;
