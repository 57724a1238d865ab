-- depends: search_candidates
-- Purpose: of the newest articles that answer a query, those that answer it best.
-- Grain: article; `place` counts from 1. An article a month older than the newest counts a quarter
-- less, one much older or of the future half.
create or replace function news.search_best(
    exact tsquery,
    wide tsquery,
    ranked tsquery,
    filters tsquery,
    first_day date,
    last_day date,
    sources text[],
    topics text[],
    places text[],
    most integer
) returns table (article_id bigint, score real, place bigint)
language sql
stable rows 50
as $$
    with candidates as (
        select
            article_id,
            day,
            rank,
            max(day) filter (where day <= current_date + 1) over () as newest
        from news.search_candidates(
            exact, wide, ranked, filters, first_day, last_day, sources, topics, places,
            greatest(most, 300)
        )
    ),
    scored as (
        select
            article_id,
            day,
            rank * case when day <= newest then 0.5 + 15.0 / (30 + newest - day) else 0.5 end
                as score
        from candidates
    )
    select
        article_id,
        score::real,
        row_number() over (order by score desc, day desc, article_id desc) as place
    from scored
    order by place
    limit most
$$;

comment on function news.search_best is 'The articles that answer a query best, of the newest that do. One row per article.';
