-- Purpose: words as readers write them who have no accents at hand, and as the stemmers take them.
-- Accents go. In Portuguese those come back that a stemmer knows an ending by, and irregular plurals
-- become singulars: habitacao, habitacoes and their right spellings are all one.
create or replace function news.search_plain(config regconfig, folded text) returns text
language plpgsql
immutable strict parallel safe
as $$
declare
    plain text := case
        when folded ~ '[\u00c0-\u1fff]'
            then regexp_replace(normalize(folded, nfd), '[\u0300-\u036f]+', '', 'g')
        else folded
    end;
begin
    if config = 'pg_catalog.portuguese'::regconfig then
        plain := regexp_replace(plain, '([a-z])c(?:ao|oes)\M', E'\\1\u00e7\u00e3o', 'g');
        plain := regexp_replace(plain, '([a-z])(?:aos?|oes|aes)\M', E'\\1\u00e3o', 'g');
        plain := regexp_replace(plain, 'ave(?:l|is)\M', E'\u00e1vel', 'g');
        plain := regexp_replace(plain, 'ive(?:l|is)\M', E'\u00edvel', 'g');
        plain := regexp_replace(plain, 'ancia(?=s?\M)', E'\u00e2ncia', 'g');
        plain := regexp_replace(plain, 'encia(?=s?\M)', E'\u00eancia', 'g');
        plain := regexp_replace(plain, 'eses\M', 'es', 'g');
    end if;
    return plain;
end
$$;

comment on function news.search_plain is 'A folded text without accents, but for those by which Portuguese endings are known.';
