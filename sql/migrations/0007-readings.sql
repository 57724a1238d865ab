-- How an article was read: how sure its date is, what form its text has, which agencies it credits.
-- depends: 0006-alarms

alter table news.articles
    add column if not exists form text not null default 'text'
        check (form in ('text', 'partial', 'photos', 'live')),
    add column if not exists wires text[] not null default '{}',
    add column if not exists published_confidence real
        check (published_confidence between 0 and 1),
    add column if not exists reading jsonb not null default '{}';
comment on column news.articles.form is 'text, partial (the rest is for subscribers), photos (pictures with little text) or live (a running report).';
comment on column news.articles.wires is 'News agencies that the text credits, such as xinhua or afp.';
comment on column news.articles.published_confidence is 'How sure published_at is: (1 + other places that name the same day) / (2 + all other places).';
comment on column news.articles.reading is 'How the page was read: why this extractor, offset of published_at in minutes, where modified_at was read, share of each language in a mixed text.';
comment on column news.articles.published_from is 'Where published_at was read: selector, json-ld, metadata, data, text, url, list or modified.';
comment on column news.articles.extractor is 'What gave the body: selectors, structured, template, prose or trafilatura.';
create index if not exists articles_wires on news.articles using gin (wires) where wires <> '{}';

alter table news.revisions
    add column if not exists form text not null default 'text'
        check (form in ('text', 'partial', 'photos', 'live')),
    add column if not exists wires text[] not null default '{}',
    add column if not exists published_confidence real
        check (published_confidence between 0 and 1),
    add column if not exists reading jsonb not null default '{}';
comment on column news.revisions.form is 'text, partial, photos or live.';
comment on column news.revisions.wires is 'News agencies that the text credits.';
comment on column news.revisions.published_confidence is 'How sure published_at is, 0 to 1.';
comment on column news.revisions.reading is 'How the page was read.';
comment on column news.revisions.published_from is 'Where published_at was read.';
comment on column news.revisions.extractor is 'What gave the body.';
