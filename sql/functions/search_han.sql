-- Purpose: the characters that Chinese words are made of, as an expression for one of them.
create or replace function news.search_han() returns text
language sql
immutable parallel safe
return '[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]';

comment on function news.search_han is 'A regular expression for one Chinese character.';
