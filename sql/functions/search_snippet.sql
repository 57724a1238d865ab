-- depends: search_excerpt
-- Purpose: the place of an article that shows best why it was found.
-- It is of the body, or of the title where the body has nothing of what was asked for or is kept no
-- longer. Matches stand between U+27E6 and U+27E7; where the page itself has these, brackets stand
-- instead. Plain text, without line breaks, control characters and marks of direction, not escaped
-- for any page.
create or replace function news.search_snippet(
    title text, body text, config regconfig, pattern text, terms text[]
) returns text
language sql
stable parallel safe
as $$
    with plain as (
        select
            regexp_replace(left(title, 1000), unseen, ' ', 'g') as title,
            regexp_replace(left(body, 50000), unseen, ' ', 'g') as body
        from (
            values ('[\u0001-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]')
        ) as v (unseen)
    ),
    shown as (
        select
            translate(plain.title, U&'\27e6\27e7', '[]') as title,
            translate(plain.body, U&'\27e6\27e7', '[]') as body
        from plain
    )
    select coalesce(
        news.search_excerpt(shown.body, pattern, terms, config),
        news.search_excerpt(shown.title, pattern, terms, config),
        left(shown.body, 160),
        shown.title
    )
    from shown
$$;

comment on function news.search_snippet is 'The place of an article that shows best why it was found; each match stands between U+27E6 and U+27E7.';
