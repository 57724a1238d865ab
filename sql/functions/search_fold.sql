-- Purpose: one spelling for texts that differ in case, width or Chinese script alone.
-- A character becomes a character: every position stays where it is, but that letters with a
-- combining mark are composed first. Accents stay; search_plain sees to them.
create or replace function news.search_fold(given text) returns text
language plpgsql
stable strict parallel safe
as $$
declare
    composed constant text := case
        when given ~ '[\u0300-\u036f]' then normalize(given, nfc)
        else given
    end;
    lowered constant text := lower(composed collate pg_c_utf8);
    wide constant text := regexp_replace(lowered, '[\u0001-\u2fff]+', '', 'g');
    originals text;
    folded text;
begin
    if wide = '' then
        return lowered;
    end if;
    -- translate() takes time by the length of its lists, so these name what the text has alone.
    select string_agg(f.original, ''), string_agg(f.folded, '')
    into originals, folded
    from news.folded_characters as f
    where f.original = any (string_to_array(wide, null));
    return coalesce(translate(lowered, originals, folded), lowered);
end
$$;

comment on function news.search_fold is 'A text in lower case, half width and Simplified Chinese, character by character.';
