-- depends: search_query
-- Purpose: what a person typed, as it is asked of articles in every language.
-- Words are stemmed as the language of an article has it, so where English and Portuguese stems
-- differ each are asked of their own articles; Chinese ones have the English. `exact` is what an
-- article must have, `wide` what an index can answer of that, `ranked` what it is ranked by; null
-- where nothing is asked for. `english` and `portuguese` are the terms to be marked in snippets.
create or replace function news.search_request(
    asked text,
    apart boolean,
    out exact tsquery,
    out wide tsquery,
    out ranked tsquery,
    out english text[],
    out portuguese text[]
)
language sql
stable strict parallel safe
as $$
    select
        case
            when en.exact = pt.exact then en.exact
            else coalesce(
                in_english.exact || in_portuguese.exact, in_english.exact, in_portuguese.exact
            )
        end,
        case
            when en.exact = pt.exact then en.wide
            else coalesce(
                in_english.wide || in_portuguese.wide, in_english.wide, in_portuguese.wide
            )
        end,
        case
            when en.exact = pt.exact then en.exact
            else coalesce(en.exact || pt.exact, en.exact, pt.exact)
        end,
        en.terms,
        pt.terms
    from news.search_query(asked, 'pg_catalog.english', apart) as en
    cross join news.search_query(asked, 'pg_catalog.portuguese', apart) as pt
    cross join lateral (
        select en.exact && '!''language=pt''', en.wide && '!''language=pt'''
    ) as in_english (exact, wide)
    cross join lateral (
        select pt.exact && '''language=pt''', pt.wide && '''language=pt'''
    ) as in_portuguese (exact, wide)
$$;

comment on function news.search_request is 'What a person typed as it is asked of articles in every language: exact, wide for an index, and to rank by.';
