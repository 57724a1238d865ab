-- The characters that searches take for others, as the tables of OpenCC have them. Where they
-- changed, every article is read again; so is what was archived before there were searches.
with given as (
    select o.original, f.folded
    from string_to_table(%(originals)s, null) with ordinality as o (original, n)
    join string_to_table(%(folded)s, null) with ordinality as f (folded, n) on f.n = o.n
),
gone as (
    delete from news.folded_characters as kept
    where not exists (select from given where given.original = kept.original)
    returning original
),
changed as (
    insert into news.folded_characters as kept (original, folded)
    select original, folded
    from given
    on conflict (original) do update set folded = excluded.folded
    where kept.folded <> excluded.folded
    returning original
)
insert into news.search_queue (article_id)
select id
from news.articles
where exists (select from gone)
    or exists (select from changed)
on conflict (article_id) do nothing;
