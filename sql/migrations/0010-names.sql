-- Names: the organisations and people that articles name, with how often, and their roll-ups.
-- depends: 0009-events

create table if not exists news.article_names (
    article_id bigint not null references news.articles (id) on delete cascade,
    kind text not null check (kind in ('organisation', 'person')),
    name text not null check (octet_length(name) between 1 and 400),
    shown text not null,
    mentions integer not null check (mentions > 0),
    score double precision not null check (score >= 0),
    words jsonb not null,
    primary key (article_id, kind, name)
);
comment on table news.article_names is 'One row per organisation or person that an article names.';
comment on column news.article_names.article_id is 'Article.';
comment on column news.article_names.kind is 'organisation or person.';
comment on column news.article_names.name is 'The name it is kept by: that of the lists of known names, else the fullest in the text; Chinese in Simplified script.';
comment on column news.article_names.shown is 'The same as the article writes it: Chinese in its script.';
comment on column news.article_names.mentions is 'How often the article names it, in whatever words.';
comment on column news.article_names.score is 'Mentions, those in the title three times.';
comment on column news.article_names.words is 'What the article calls it, and how often.';
create index if not exists article_names_name on news.article_names (kind, name, article_id);

alter table news.revisions add column if not exists names jsonb not null default '[]';
comment on column news.revisions.names is 'Organisations and people of this text: list of kind, name, shown, mentions, score, words.';

create table if not exists news.daily_names (
    day date not null,
    source_id text not null references news.sources (id),
    kind text not null,
    name text not null,
    articles integer not null check (articles > 0),
    originals integer not null check (originals between 0 and articles),
    primary key (day, source_id, kind, name)
);
comment on table news.daily_names is 'Articles per day, source, organisation or person. An article counts once for each it names.';
comment on column news.daily_names.day is 'Day in the time zone of the source.';
comment on column news.daily_names.source_id is 'Source.';
comment on column news.daily_names.kind is 'organisation or person.';
comment on column news.daily_names.name is 'The name it is kept by.';
comment on column news.daily_names.articles is 'Articles.';
comment on column news.daily_names.originals is 'Articles that are not syndicated copies.';
create index if not exists daily_names_name on news.daily_names (kind, name, day) include (articles);

create table if not exists news.name_sources (
    kind text not null,
    name text not null,
    source_id text not null references news.sources (id),
    articles integer not null check (articles > 0),
    primary key (kind, name, source_id)
);
comment on table news.name_sources is 'Articles per organisation or person and source, of all days.';
comment on column news.name_sources.kind is 'organisation or person.';
comment on column news.name_sources.name is 'The name it is kept by.';
comment on column news.name_sources.source_id is 'Source.';
comment on column news.name_sources.articles is 'Articles.';

create table if not exists news.name_totals (
    kind text not null,
    name text not null,
    articles integer not null check (articles > 0),
    sources integer not null check (sources between 1 and articles),
    first_day date not null,
    last_day date not null check (last_day >= first_day),
    primary key (kind, name)
);
comment on table news.name_totals is 'Articles per organisation or person, of all days and sources.';
comment on column news.name_totals.kind is 'organisation or person.';
comment on column news.name_totals.name is 'The name it is kept by.';
comment on column news.name_totals.articles is 'Articles.';
comment on column news.name_totals.sources is 'Sources.';
comment on column news.name_totals.first_day is 'First day with an article.';
comment on column news.name_totals.last_day is 'Last day with an article.';
create index if not exists name_totals_articles on news.name_totals (kind, articles desc);
