-- Every view and function of the schema, so that each can be made again in another shape; functions
-- that triggers and indexes call stay. Views of other schemas that are built on them go too: keep such views in files
-- as well.
do $$
declare
    name text;
begin
    for name in select viewname from pg_views where schemaname = 'news' loop
        execute format('drop view if exists news.%I cascade', name);
    end loop;
    for name in
        select oid::regprocedure::text
        from pg_proc as p
        where pronamespace = 'news'::regnamespace
            and not exists (
                select 1
                from pg_depend
                where refclassid = 'pg_proc'::regclass
                    and refobjid = p.oid
                    and classid in ('pg_trigger'::regclass, 'pg_class'::regclass)
            )
    loop
        execute format('drop function if exists %s cascade', name);
    end loop;
end
$$;
