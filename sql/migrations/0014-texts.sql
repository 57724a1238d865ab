-- Texts in partitions by month, so that those of old months can be dropped at once.
-- depends: 0013-taxonomies

-- The month is that of the first fetch. No default partition, so one that is added locks out nobody;
-- no foreign key, for the same reason: triggers do what it would.
create table if not exists news.texts (
    article_id bigint not null,
    text_digest text not null,
    month date not null,
    body text not null,
    primary key (article_id, text_digest, month)
)
partition by range (month);
comment on table news.texts is 'One row per text of an article, the newest and the earlier ones; partitioned by month.';
comment on column news.texts.article_id is 'Article.';
comment on column news.texts.text_digest is 'Its text: that of news.articles or of one of its news.revisions.';
comment on column news.texts.month is 'Month of the article.';
comment on column news.texts.body is 'Paragraphs separated by one newline.';

do $$
declare
    first date;
    name text;
begin
    if not exists (
        select from information_schema.columns
        where (table_schema, table_name, column_name) = ('news', 'articles', 'body')
    ) then
        return;
    end if;
    create temporary table months on commit drop as
    select
        id,
        date_trunc(
            'month',
            greatest('1990-01-01Z', least(first_fetched_at, '2099-12-31Z')) at time zone 'UTC'
        )::date as month
    from news.articles;
    for first in select distinct month from months loop
        name := 'texts_' || to_char(first, 'YYYY_MM');
        execute format(
            'create table news.%I partition of news.texts for values from (%L) to (%L)',
            name, first, (first + interval '1 month')::date
        );
        execute format(
            'comment on table news.%I is %L', name, 'Texts of ' || to_char(first, 'YYYY-MM') || '.'
        );
    end loop;
    insert into news.texts (article_id, text_digest, month, body)
    select a.id, a.text_digest, m.month, a.body
    from news.articles as a
    join months as m on m.id = a.id
    order by a.id;
    insert into news.texts (article_id, text_digest, month, body)
    select r.article_id, r.text_digest, m.month, r.body
    from news.revisions as r
    join months as m on m.id = r.article_id
    on conflict do nothing;
    -- They read the column that goes; they are made again after the migrations.
    drop view if exists news.article_details, news.article_revisions;
    alter table news.articles drop column body;
    alter table news.revisions drop column body;
end
$$;

-- After the bodies are gone: the table is written anew for it, without the room they took.
-- No date that a file gives makes more months than these hundred and ten years have.
alter table news.articles add column if not exists month date not null generated always as (
    date_trunc(
        'month',
        greatest('1990-01-01Z', least(first_fetched_at, '2099-12-31Z')) at time zone 'UTC'
    )::date
) stored;
comment on column news.articles.month is 'First day of the month (UTC) of first_fetched_at, in which its texts are kept.';

create or replace function news.drop_texts() returns trigger
language plpgsql
as $$
begin
    delete from news.texts as t
    using deleted
    where t.article_id = deleted.id
        and t.month = deleted.month;
    return null;
end
$$;
comment on function news.drop_texts is 'A deleted article leaves no text.';
create or replace trigger drop_texts after delete on news.articles
referencing old table as deleted
for each statement execute function news.drop_texts();

create or replace function news.empty_texts() returns trigger
language plpgsql
as $$
begin
    truncate news.texts;
    return null;
end
$$;
comment on function news.empty_texts is 'An emptied archive leaves none.';
create or replace trigger empty_texts after truncate on news.articles
for each statement execute function news.empty_texts();

create table if not exists news.dropped_months (
    month date primary key,
    texts bigint not null check (texts >= 0),
    dropped_at timestamptz not null default now()
);
comment on table news.dropped_months is 'One row per month whose texts were dropped because they were to be kept no longer.';
comment on column news.dropped_months.month is 'First day of the month.';
comment on column news.dropped_months.texts is 'Texts that were dropped.';
comment on column news.dropped_months.dropped_at is 'When, the last time.';

alter table news.batches add column if not exists dropped_at timestamptz;
comment on column news.batches.dropped_at is 'When its folder was removed because it was to be kept no longer, null while it is there.';
create index if not exists batches_kept on news.batches (coalesce(started_at, finished_at, window_end))
where dropped_at is null;
