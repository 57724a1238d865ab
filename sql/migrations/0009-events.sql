-- Events: articles in different languages that report one thing, found by what both tell.
-- depends: 0008-stories

create table if not exists news.event_marks (
    kind text not null check (kind in ('place', 'day', 'name', 'figure')),
    mark text not null,
    day date not null,
    article_id bigint not null references news.articles (id) on delete cascade,
    language text not null check (language in ('en', 'zh', 'pt')),
    told text not null,
    strength real not null check (strength > 0 and strength <= 1),
    currency text,
    primary key (kind, mark, day, article_id)
);
comment on table news.event_marks is 'One row per mark of an original: what it tells that a text in another language would tell alike. A syndicated copy has none.';
comment on column news.event_marks.kind is 'place, day, name or figure.';
comment on column news.event_marks.mark is 'Id of the place, ISO day, last two words of the name without accents, or value of the figure, with % for a share.';
comment on column news.event_marks.day is 'Day of the article, so that a search never leaves its days.';
comment on column news.event_marks.article_id is 'Article.';
comment on column news.event_marks.language is 'Language of the article: en, zh (both scripts) or pt.';
comment on column news.event_marks.told is 'The mark as it stands in the text, a figure with what it counts.';
comment on column news.event_marks.strength is 'How well it would tell the event from others if nobody else told it, 0 to 1.';
comment on column news.event_marks.currency is 'ISO 4217 code of a sum of money, null when it is none or names no currency.';
create index if not exists event_marks_article on news.event_marks (article_id);

create table if not exists news.event_pairs (
    first_id bigint not null references news.articles (id) on delete cascade,
    second_id bigint not null references news.articles (id) on delete cascade,
    day date not null,
    primary key (first_id, second_id)
);
comment on table news.event_pairs is 'One row per pair of originals in different languages that may report one event; same_event weighs which do.';
comment on column news.event_pairs.first_id is 'Article that appeared first; of several, the first source id, then URL.';
comment on column news.event_pairs.second_id is 'The other article.';
comment on column news.event_pairs.day is 'Day of the earlier of the two.';
create index if not exists event_pairs_second on news.event_pairs (second_id);
create index if not exists event_pairs_day on news.event_pairs (day);

-- Every article is read for its marks, once.
insert into news.link_queue (article_id)
select id
from news.articles
on conflict (article_id) do nothing;
