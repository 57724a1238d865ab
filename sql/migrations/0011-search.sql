-- Full-text search: one document per article, in partitions by month that an index keeps small.
-- depends: 0009-events

create table if not exists news.folded_characters (
    original text primary key check (char_length(original) = 1),
    folded text not null check (char_length(folded) = 1)
);
comment on table news.folded_characters is 'One row per character that a search takes for another: Traditional for Simplified, full width for half width.';
comment on column news.folded_characters.original is 'The character as texts have it, in lower case.';
comment on column news.folded_characters.folded is 'The character it is taken for.';
create index if not exists folded_characters_folded on news.folded_characters (folded);

-- No foreign key: a partition that is added would lock news.articles, and every load would wait.
-- Three triggers do what it would.
create table if not exists news.search_documents (
    article_id bigint not null,
    day date not null,
    document tsvector storage external not null,
    primary key (article_id, day)
)
partition by range (day);
comment on table news.search_documents is 'One row per article, as a search reads it; partitioned by month of day.';
comment on column news.search_documents.article_id is 'Article.';
comment on column news.search_documents.day is 'Day of the article.';
comment on column news.search_documents.document is 'Stems and Chinese bigrams: of the title (A), the first paragraph (B) and the rest (C); source and languages as lexemes source=... and language=..., so that the index answers for them, too.';
create index if not exists search_documents_words on news.search_documents
using gin (document) with (gin_pending_list_limit = 1024);

-- Every other day: implausible ones, and months with too few articles for a partition of their own.
-- Documents stand beside their rows, which are read by the thousand when a word is a common one.
create table if not exists news.search_documents_other (
    like news.search_documents including storage including comments
)
with (toast_tuple_target = 128);
comment on table news.search_documents_other is 'Documents of the days that have no partition of their month.';
do $$
begin
    if not exists (
        select from pg_inherits where inhrelid = 'news.search_documents_other'::regclass
    ) then
        alter table news.search_documents attach partition news.search_documents_other default;
    end if;
end
$$;

create table if not exists news.search_queue (
    article_id bigint primary key references news.articles (id) on delete cascade,
    queued_at timestamptz not null default now()
);
comment on table news.search_queue is 'One row per article of an older archive whose document is yet to be made; a load makes those of its own.';
comment on column news.search_queue.article_id is 'Article.';
comment on column news.search_queue.queued_at is 'When it was queued.';

create or replace function news.drop_documents() returns trigger
language plpgsql
as $$
begin
    delete from news.search_documents as d
    using deleted
    where d.article_id = deleted.id
        and d.day = deleted.day;
    return null;
end
$$;
comment on function news.drop_documents is 'A deleted article leaves no document.';
create or replace trigger drop_documents after delete on news.articles
referencing old table as deleted
for each statement execute function news.drop_documents();

create or replace function news.empty_documents() returns trigger
language plpgsql
as $$
begin
    truncate news.search_documents;
    return null;
end
$$;
comment on function news.empty_documents is 'An emptied archive leaves none, and its numbers may begin anew.';
create or replace trigger empty_documents after truncate on news.articles
for each statement execute function news.empty_documents();

create or replace function news.move_document() returns trigger
language plpgsql
set plan_cache_mode = force_custom_plan
as $$
begin
    -- No partition is made meanwhile.
    perform pg_advisory_xact_lock_shared(hashtextextended('news.search_months', 0));
    update news.search_documents
    set day = new.day
    where article_id = new.id
        and day = old.day;
    return null;
end
$$;
comment on function news.move_document is 'A document has the day of its article.';
create or replace trigger move_document after update of day on news.articles
for each row when (old.day <> new.day) execute function news.move_document();

do $$
begin
    if to_regtype('news.search_result') is null then
        create type news.search_result as (
            article_id bigint,
            source_id text,
            source text,
            url text,
            title text,
            published_at timestamptz,
            appeared_at timestamptz,
            day date,
            language text,
            script text,
            rank real,
            snippet text
        );
    end if;
end
$$;
comment on type news.search_result is 'One row per article found by news.search.';
comment on column news.search_result.article_id is 'Article.';
comment on column news.search_result.source_id is 'Source.';
comment on column news.search_result.source is 'Name of the source.';
comment on column news.search_result.url is 'Canonical URL.';
comment on column news.search_result.title is 'Headline.';
comment on column news.search_result.published_at is 'When the source says it was published.';
comment on column news.search_result.appeared_at is 'When it was published, else first fetched.';
comment on column news.search_result.day is 'Day of appeared_at in the time zone of the source.';
comment on column news.search_result.language is 'BCP 47 primary tag.';
comment on column news.search_result.script is 'ISO 15924 code.';
comment on column news.search_result.rank is 'How well it answers; comparable within one search alone.';
comment on column news.search_result.snippet is 'The place of the text with the most of what was asked for, each match between U+27E6 and U+27E7.';
