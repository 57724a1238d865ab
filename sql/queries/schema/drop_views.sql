-- Every view of the schema, so that each can be made again in another shape.
-- Views of other schemas that are built on them go too: keep such views in files as well.
do $$
declare
    name text;
begin
    for name in select viewname from pg_views where schemaname = 'news' loop
        execute format('drop view if exists news.%I cascade', name);
    end loop;
end
$$;
