-- depends: search_han search_plain
-- Purpose: the lexemes of a folded text, of documents and queries alike.
-- A run of Chinese characters gives each two that stand together and its last one, at consecutive
-- positions: so a word of two or more is a phrase of bigrams, and a single character the beginning
-- of a lexeme. Everything else is a word between spaces, without accents, stemmed.
create or replace function news.search_vector(config regconfig, folded text) returns tsvector
language plpgsql
stable strict parallel safe
as $$
declare
    han constant text := news.search_han();
    words text := regexp_replace(
        news.search_plain(config, folded) collate pg_c_utf8,
        '(?:[^[:alnum:][:space:]]|[\u0300-\u036f])+', ' ', 'g'
    );
begin
    -- One run after the other: " |abc ", " |a ab bc c ", " ab bc c ".
    words := regexp_replace(words, han || '+', ' |\& ', 'g');
    words := regexp_replace(words, han, '\& \&', 'g');
    words := regexp_replace(words, '\|. ', '', 'g');
    return to_tsvector(config, words);
end
$$;

comment on function news.search_vector is 'Stems and Chinese bigrams of a folded text, with their positions.';
