-- Purpose: the partitions of news.texts for some months, where they are not there.
-- It is the business of one transaction at a time; readers and writers of other months go on.
create or replace function news.make_text_months(months date[]) returns void
language plpgsql
as $$
declare
    month date;
    name text;
begin
    foreach month in array months loop
        name := 'texts_' || to_char(month, 'YYYY_MM');
        continue when to_regclass('news.' || name) is not null;
        perform pg_advisory_xact_lock(hashtextextended('news.text_months', 0));
        -- Another may have made it meanwhile: to_regclass would still remember that there was none.
        continue when exists (
            select
            from pg_class as c
            where c.relname = name
                and c.relnamespace = 'news'::regnamespace
        );
        -- Made and then attached: that takes a weaker lock than making it as a partition.
        execute format('create table news.%I (like news.texts including all)', name);
        execute format(
            'comment on table news.%I is %L', name, 'Texts of ' || to_char(month, 'YYYY-MM') || '.'
        );
        execute format(
            'alter table news.texts attach partition news.%I for values from (%L) to (%L)',
            name, month, (month + interval '1 month')::date
        );
    end loop;
end
$$;

comment on function news.make_text_months is 'Makes the partitions of news.texts for these first days of months, where they are not there.';
