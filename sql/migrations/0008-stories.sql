-- Stories get a view of their own name; keys of another kind find copies that the bands missed.
-- depends: 0007-readings

do $$
begin
    if exists (select from pg_class where oid = to_regclass('news.stories') and relkind = 'r') then
        alter table news.stories rename to linked_stories;
    end if;
end
$$;
comment on table news.linked_stories is 'One row per text that several articles carry; an article alone with its text has none.';

alter table if exists news.minhash_bands rename to story_keys;
comment on table news.story_keys is 'One row per key of an article: a minimal hash of its long shingles. Articles that share one in near days are compared.';
comment on column news.story_keys.hash is 'Hash of the number of the permutation and its minimum.';

-- What was found by the bands is looked for again, once.
truncate news.story_keys;
insert into news.link_queue (article_id)
select id
from news.articles
on conflict (article_id) do nothing;
