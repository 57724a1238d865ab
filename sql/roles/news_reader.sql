-- Purpose: the role analysts are given; it reads the views and searches, and nothing else. Repeatable.
-- Use: grant news_reader to alice;
do $$
declare
    name text;
begin
    if not exists (select from pg_roles where rolname = 'news_reader') then
        begin
            create role news_reader nologin;
            -- Who made it may take it on, as the Coverage page does, without being a superuser.
            grant news_reader to current_user;
        exception
            -- Another database of the server made it in the same moment.
            when duplicate_object or unique_violation then null;
            when insufficient_privilege then
                raise notice 'role news_reader was not made: this user may not create roles';
                return;
        end;
    end if;
    revoke all on all tables in schema news from news_reader;
    grant usage on schema news to news_reader;
    for name in select viewname from pg_views where schemaname = 'news' loop
        execute format('grant select on news.%I to news_reader', name);
    end loop;
    revoke all on all functions in schema news from public, news_reader;
    grant execute on function news.search to news_reader;
    -- Views call them: a function in a view is run with the rights of who asks.
    grant execute on function news.date_doubt, news.burst_verdict to news_reader;
end
$$;
