-- Purpose: drop the texts of a month at once; what is found of their articles is the titles.
-- Everybody who reads or writes texts waits meanwhile, so it does not itself wait long for them: when
-- others hold any for three seconds, nothing is done.
create or replace function news.drop_text_month(first_day date) returns bigint
language plpgsql
set lock_timeout = '3s'
as $$
declare
    name constant text := 'texts_' || to_char(first_day, 'YYYY_MM');
    texts bigint;
begin
    -- First of all: of two that would drop a month, neither holds what the other waits for.
    perform pg_advisory_xact_lock(hashtextextended('news.text_months', 0));
    select count(*)
    into texts
    from news.texts as t
    where t.month = first_day;
    -- Their documents are made anew, of what is left.
    insert into news.search_queue (article_id)
    select distinct t.article_id
    from news.texts as t
    where t.month = first_day
    on conflict (article_id) do nothing;
    insert into news.dropped_months as before (month, texts)
    values (first_day, texts)
    on conflict (month) do update set
        texts = before.texts + excluded.texts,
        dropped_at = excluded.dropped_at;
    execute format('drop table if exists news.%I', name);
    return texts;
exception
    when lock_not_available then
        return null;
end
$$;

comment on function news.drop_text_month is 'Drops the texts of the month with this first day, and returns how many they were; null when others used them.';
