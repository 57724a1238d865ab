-- depends: search_han search_fold search_vector search_term
-- Purpose: what a person typed, as a text search query.
-- Words mean all of them; "quoted words" stand together, and so do the characters of a Chinese
-- word; OR, in any case, divides alternatives and binds loosest; -word must not be there. Quotation
-- marks of any kind will do. The rest is punctuation, so any text is a query; an alternative that
-- asks for nothing, or only for what must not be there, is none, and without one the queries are
-- null. The first 500 characters and 32 terms count. With `apart`, the Chinese terms of an
-- alternative and the others are two alternatives.
create or replace function news.search_query(
    asked text,
    config regconfig,
    apart boolean,
    out exact tsquery,
    out wide tsquery,
    out terms text[]
)
language sql
stable strict parallel safe
as $$
    with items as (
        select
            m[1] = '-' as is_banned,
            m[1] = '' and m[3] is not distinct from 'or' as is_or,
            coalesce(m[2], m[3]) as words,
            n
        from regexp_matches(
            translate(
                news.search_fold(left(asked, 500)),
                U&'\201c\201d\201e\00ab\00bb\300c\300d\300e\300f', '"""""""""'
            ),
            '(-?)(?:"([^"]*)(?:"|$)|([^[:space:]"]+))', 'g'
        ) with ordinality as items (m, n)
        limit 32
    ),
    parts as (
        select
            items.is_banned,
            items.is_or,
            items.words,
            count(*) filter (where items.is_or) over (order by items.n) as alternative,
            items.words ~ news.search_han() as is_chinese,
            vector,
            term.exact,
            term.wide
        from items
        cross join lateral news.search_vector(config, items.words) as vector
        cross join lateral news.search_term(vector) as term
    ),
    banned as (
        -- Where a phrase must not be, its words may.
        select
            alternative,
            string_agg('!(' || parts.exact::text || ')', '&') as exact,
            string_agg('!' || parts.wide::text, '&') filter (where numnode(parts.exact) = 1) as wide
        from parts
        where is_banned
            and not is_or
        group by alternative
    ),
    wanted as (
        select
            alternative,
            string_agg('(' || parts.exact::text || ')', '&') as exact,
            string_agg('(' || parts.wide::text || ')', '&') as wide
        from parts
        where not is_banned
            and not is_or
            and parts.exact is not null
        group by alternative, apart and is_chinese
    )
    select
        string_agg('(' || concat_ws('&', wanted.exact, banned.exact) || ')', '|')::tsquery,
        string_agg('(' || concat_ws('&', wanted.wide, banned.wide) || ')', '|')::tsquery,
        (
            select array_agg(distinct found.term)
            from parts
            cross join lateral (
                select lexeme
                from unnest(parts.vector)
                where lexeme !~ news.search_han()
                union all
                select run[1]
                from regexp_matches(parts.words, news.search_han() || '+', 'g') as run
            ) as found (term)
            where not parts.is_banned
                and not parts.is_or
        )
    from wanted
    left join banned on banned.alternative = wanted.alternative
$$;

comment on function news.search_query is 'What a person typed as a query: exact; wide for an index; and the stems and Chinese words it asks for.';
