-- depends: search_fold search_letter search_plain
-- Purpose: the 160 characters of a text with the most terms of a query close to each other.
-- Each match stands between U+27E6 and U+27E7; null when there is none. A word that the ends would
-- cut is left out. The text holds no control characters; the first 40 matches are looked at, and
-- none longer than 100 characters. Loops, as this runs for each article that is shown: a statement
-- would take longer to start than to run.
create or replace function news.search_excerpt(
    given text, pattern text, terms text[], config regconfig
) returns text
language plpgsql
stable strict parallel safe
as $$
declare
    length constant integer := 160;
    before constant integer := 40;
    letter constant text := news.search_letter();
    stemmer constant regdictionary := case
        when config = 'pg_catalog.portuguese'::regconfig then 'pg_catalog.portuguese_stem'
        else 'pg_catalog.english_stem'
    end;
    pieces constant text[] := string_to_array(
        regexp_replace(given collate pg_c_utf8, pattern, E'\u0001\\&\u0001', 'gi'), E'\u0001'
    );
    word text;
    folded text;
    term integer;
    place integer := 1;
    starts integer[];
    ends integer[];
    numbers integer[];
    counts integer[] := array_fill(0, array[cardinality(terms)]);
    marks integer := 0;
    oldest integer := 1;
    near integer := 0;
    most integer := 0;
    best integer;
    start integer;
    part text;
    reached integer := 1;
    excerpt text := '';
begin
    -- What matches stands at the even places, what is between at the odd ones.
    for number in 1..cardinality(pieces) loop
        word := pieces[number];
        term := null;
        if number % 2 = 0
            and char_length(word) <= 100
            and not (word ~ (letter || '$') and right(pieces[number - 1], 1) ~ letter)
        then
            folded := news.search_fold(word);
            term := array_position(terms, folded);
            if term is null then
                folded := news.search_plain(config, folded);
                term := array_position(terms, (ts_lexize(stemmer, folded))[1]);
            end if;
        end if;
        if term is not null then
            marks := marks + 1;
            starts[marks] := place;
            ends[marks] := place + char_length(word);
            numbers[marks] := term;
            -- `near` is how many terms stand in the characters before the end of this one.
            while starts[oldest] < ends[marks] - (length - before) loop
                counts[numbers[oldest]] := counts[numbers[oldest]] - 1;
                near := near - case counts[numbers[oldest]] when 0 then 1 else 0 end;
                oldest := oldest + 1;
            end loop;
            counts[term] := counts[term] + 1;
            near := near + case counts[term] when 1 then 1 else 0 end;
            if near > most then
                most := near;
                best := oldest;
            end if;
        end if;
        place := place + char_length(word);
        exit when marks = 40 or (most = cardinality(terms) and place > starts[best] + length);
    end loop;
    if best is null then
        return null;
    end if;
    start := greatest(starts[best] - before, 1);
    part := substr(given, start, length);
    for mark in best..marks loop
        exit when ends[mark] > start + length;
        excerpt := concat(
            excerpt,
            substr(part, reached, starts[mark] - start + 1 - reached),
            U&'\27e6',
            substr(part, starts[mark] - start + 1, ends[mark] - starts[mark]),
            U&'\27e7'
        );
        reached := ends[mark] - start + 1;
    end loop;
    part := substr(part, reached);
    if start > 1 then
        if substr(given, start - 1, 1) ~ letter then
            excerpt := regexp_replace(excerpt, '^' || letter || '+', '');
        end if;
        excerpt := U&'\2026' || ltrim(excerpt);
    end if;
    if char_length(given) >= start + length then
        if substr(given, start + length, 1) ~ letter then
            part := regexp_replace(part, letter || '+$', '');
        end if;
        part := rtrim(part) || U&'\2026';
    end if;
    return excerpt || part;
end
$$;

comment on function news.search_excerpt is 'The part of a text with the most terms of a query, each match between U+27E6 and U+27E7.';
