-- depends: search_han search_letter search_plain
-- Purpose: a regular expression that finds in any text what terms of a query stand for.
-- Chinese words in either script; of a stem the words that begin like it, but for its last letter,
-- which stemmers change: who marks these has to stem them. The texts are not folded for it, each
-- character of a term is every character that folds to it. Case is for the caller to ignore.
create or replace function news.search_pattern(terms text[]) returns text
language sql
stable strict parallel safe
as $$
    with accents (letter, accented) as (
        values
            ('a', U&'\00e0\00e1\00e2\00e3\00e4\00e5'),
            ('c', U&'\00e7'),
            ('e', U&'\00e8\00e9\00ea\00eb'),
            ('i', U&'\00ec\00ed\00ee\00ef'),
            ('n', U&'\00f1'),
            ('o', U&'\00f2\00f3\00f4\00f5\00f6'),
            ('u', U&'\00f9\00fa\00fb\00fc')
    ),
    beginnings as (
        select
            term,
            is_chinese,
            case
                when is_chinese then term
                else left(plain, greatest(char_length(plain) - 1, least(char_length(plain), 2)))
            end as beginning
        from unnest(terms) as term
        cross join lateral (
            select term ~ news.search_han(), news.search_plain('pg_catalog.english', term)
        ) as looks (is_chinese, plain)
    ),
    patterns as (
        select
            string_agg(concat('[', letter, accented, others, ']'), '' order by n)
            || case when is_chinese then '' else news.search_letter() || '*' end as pattern
        from beginnings
        cross join lateral string_to_table(beginning, null) with ordinality as letters (letter, n)
        left join accents using (letter)
        left join lateral (
            select string_agg(original, '') as others
            from news.folded_characters
            where folded = letter
        ) as folds on true
        group by term, is_chinese
    )
    select string_agg(pattern, '|' order by pattern)
    from patterns
$$;

comment on function news.search_pattern is 'A regular expression for the words that terms of a query may stand for.';
