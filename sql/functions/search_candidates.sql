-- Purpose: the newest articles that answer a query, so many that the best can be told from them.
-- Grain: article; `rank` is ts_rank_cd's, of a title far above that of the body.
--
-- Spans of days are searched from now back, each as long as `pool` articles seem to want by those
-- found so far, and at most four times as long as the one before it; days in the future come last.
-- So a common word costs the newest days, and a rare one a look into the index of each month. Within
-- a span the index gives what holds all the words; where they must stand together, the documents
-- themselves are looked at, the newest first and 2,000 at most: beyond that, common words that hardly
-- ever meet may be missed.
create or replace function news.search_candidates(
    exact tsquery,
    wide tsquery,
    ranked tsquery,
    filters tsquery,
    first_day date,
    last_day date,
    sources text[],
    topics text[],
    places text[],
    pool integer
) returns table (article_id bigint, day date, rank real)
language plpgsql
stable rows 300
set plan_cache_mode = force_custom_plan
set enable_seqscan = off
set jit = off
as $$
declare
    most_looks constant integer := 2000;
    newest constant date := least(last_day, current_date + 1);
    oldest constant date := coalesce(first_day, '-infinity');
    length integer := 4;
    span_first date;
    span_last date := newest;
    page integer := pool;
    looks integer := 0;
    given integer := 0;
    returned integer;
    ids bigint[];
    days date[];
    ranks real[];
    before_day date;
    before_id bigint;
begin
    loop
        span_first := case
            when span_last > newest then greatest(oldest, newest + 1)
            when length > 1000 then oldest
            else greatest(oldest, span_last - length + 1)
        end;
        before_day := span_last;
        before_id := 9223372036854775807;
        while span_first <= span_last loop
            select
                array_agg(found.article_id order by found.day desc, found.article_id desc),
                array_agg(found.day order by found.day desc, found.article_id desc),
                array_agg(
                    case
                        when exact = wide or found.document @@ exact
                            then ts_rank_cd('{0.01, 0.02, 0.05, 1}', found.document, ranked, 1)
                    end
                    order by found.day desc, found.article_id desc
                )
            into ids, days, ranks
            from (
                select d.article_id, d.day, d.document
                from news.search_documents as d
                where d.document @@ coalesce(wide && filters, wide)
                    and d.day between span_first and span_last
                    and (d.day, d.article_id) < (before_day, before_id)
                    and (
                        sources is null
                        or exists (
                            select
                            from news.articles as a
                            where a.id = d.article_id
                                and a.source_id = any (sources)
                        )
                    )
                    and (
                        topics is null
                        or exists (
                            select
                            from news.article_topics as t
                            where t.article_id = d.article_id
                                and t.topic_id = any (topics)
                        )
                    )
                    and (
                        places is null
                        or exists (
                            select
                            from news.article_places as p
                            where p.article_id = d.article_id
                                and p.place_id = any (places)
                        )
                    )
                order by d.day desc, d.article_id desc
                limit page
            ) as found;
            exit when ids is null;
            return query
            select u.id, u.day, u.rank
            from unnest(ids, days, ranks) as u (id, day, rank)
            where u.rank is not null;
            get diagnostics returned = row_count;
            given := given + returned;
            looks := looks + cardinality(ids);
            exit when given >= pool or looks >= most_looks or cardinality(ids) < page;
            before_day := days[cardinality(days)];
            before_id := ids[cardinality(ids)];
            page := least(2 * page, most_looks - looks);
        end loop;
        exit when given >= pool or looks >= most_looks or span_last > newest;
        if span_first > oldest then
            span_last := span_first - 1;
            length := least(
                4 * length, 4 + (pool - given) * (newest - span_last) / greatest(given, 1)
            );
        else
            span_last := coalesce(last_day, 'infinity');
            exit when span_last <= newest;
        end if;
    end loop;
end
$$;

comment on function news.search_candidates is 'The newest articles that answer a query, with their rank. One row per article.';
