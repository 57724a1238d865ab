-- Purpose: what words of other languages are made of, as an expression for one letter or digit.
create or replace function news.search_letter() returns text
language sql
immutable parallel safe
return '[0-9A-Za-z\u00aa-\u1fff\uff10-\uff5a]';

comment on function news.search_letter is 'A regular expression for one letter or digit of a word that is not Chinese.';
