-- depends: search_han
-- Purpose: one word, Chinese word or quotation as a query.
-- `exact` asks for its lexemes at their distances; `wide` for all of them anywhere, which an index
-- answers without a look at the documents. The last character of a Chinese run is a lexeme that
-- only documents need; a run of one is asked for as the beginning of a lexeme.
create or replace function news.search_term(vector tsvector, out exact tsquery, out wide tsquery)
language sql
immutable strict parallel safe
as $$
    with lexemes as (
        select
            u.lexeme,
            position,
            u.lexeme ~ ('^' || news.search_han() || '$') as is_character,
            lag(u.lexeme) over (order by position) as lexeme_before,
            lag(position) over (order by position) as position_before
        from unnest(vector) as u
        cross join unnest(u.positions) as position
    ),
    asked as (
        select
            quote_literal(lexeme) || case when is_character then ':*' else '' end as lexeme,
            position,
            '<' || position - lag(position) over (order by position) || '>' as distance
        from lexemes
        where not (
            is_character
            and position_before = position - 1
            and lexeme_before ~ ('^' || news.search_han() || lexeme || '$')
        )
            or position_before is null
    )
    select
        string_agg(concat(distance, lexeme), '' order by position)::tsquery,
        string_agg(distinct lexeme, '&')::tsquery
    from asked
$$;

comment on function news.search_term is 'A word or quotation as a query: exact, and wide for an index; null where nothing is asked for.';
