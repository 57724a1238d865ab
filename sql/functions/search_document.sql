-- depends: search_fold search_vector
-- Purpose: an article as the search index holds it.
-- The first 50,000 characters count, whatever a page holds: a tsvector has room for a megabyte and
-- 16,383 positions, after which words are found and phrases are not. What filters ask for are
-- lexemes that no text can have, as a text's have letters and digits alone.
create or replace function news.search_document(
    title text, body text, language text, script text, source text
) returns tsvector
language plpgsql
stable parallel safe
as $$
declare
    config constant regconfig := case language
        when 'pt' then 'pg_catalog.portuguese'
        else 'pg_catalog.english'
    end;
    folded constant text := news.search_fold(left(body, 50000));
    beginning constant text := split_part(folded, E'\n', 1);
begin
    return setweight(news.search_vector(config, news.search_fold(left(title, 1000))), 'A')
        || setweight(news.search_vector(config, beginning), 'B')
        || setweight(news.search_vector(config, substr(folded, char_length(beginning) + 2)), 'C')
        || array_to_tsvector(
            array[
                'source=' || source,
                'language=' || left(language, 40),
                'language=' || left(language, 40) || '-' || left(script, 40)
            ]
        );
end
$$;

comment on function news.search_document is 'The document of an article: title (A), first paragraph (B), the rest (C), and its source and languages.';
