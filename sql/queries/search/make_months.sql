-- Partitions of the documents: of this month, of the next, and of each earlier one of which a
-- thousand documents are waiting. Dates that no newspaper has stay where they are, and so do months
-- with a few articles: a site cannot make partitions by the dates it gives.
-- Who writes documents shares a lock that this takes alone: a row on its way to the partition of all
-- other days would be refused there once its month has one. What others hold is waited for three
-- seconds, then it is left for the next time.
set local lock_timeout = '3s';

do $$
declare
    this_month constant date := date_trunc('month', current_date);
    next_month constant date := this_month + interval '1 month';
    months date[];
    month date;
    name text;
begin
    -- Of two that run at once, the second looks when the first has done.
    perform pg_advisory_xact_lock(hashtextextended('news.search_months.make', 0));
    months := array(
        with waiting as (
            select date_trunc('month', day)::date as month
            from news.search_documents_other
            union all
            select date_trunc('month', a.day)::date
            from news.search_queue as q
            join news.articles as a on a.id = q.article_id
        ),
        wanted as (
            select w.month
            from waiting as w
            where w.month between '1990-01-01' and this_month
            group by w.month
            having count(*) >= 1000
            union
            select unnest(array[this_month, next_month])
        )
        select w.month
        from wanted as w
        where to_regclass('news.search_documents_' || to_char(w.month, 'YYYY_MM')) is null
        order by w.month
    );
    if cardinality(months) = 0 then
        return;
    end if;
    perform pg_advisory_xact_lock(hashtextextended('news.search_months', 0));
    lock table news.search_documents_other in access exclusive mode;
    foreach month in array months loop
        name := 'search_documents_' || to_char(month, 'YYYY_MM');
        execute format(
            'create table news.%I'
            ' (like news.search_documents including storage including comments)'
            ' with (toast_tuple_target = 128)', name
        );
        execute format(
            'comment on table news.%I is %L',
            name, 'Documents of ' || to_char(month, 'YYYY-MM') || '.'
        );
        execute format(
            'with moved as ('
            'delete from news.search_documents_other where day >= $1 and day < $2'
            ' returning article_id, day, document'
            ') insert into news.%I (article_id, day, document)'
            ' select article_id, day, document from moved order by day, article_id', name
        )
        using month, month + interval '1 month';
        execute format(
            'alter table news.search_documents attach partition news.%I'
            ' for values from (%L) to (%L)', name, month, (month + interval '1 month')::date
        );
    end loop;
exception
    when lock_not_available then
        raise notice 'the documents are in use';
end
$$;
