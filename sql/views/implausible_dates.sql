-- Purpose: the articles that count nowhere since their date cannot be that of their publication.
-- Grain: article.
create or replace view news.implausible_dates as
select
    a.id as article_id,
    a.source_id,
    sources.name as source,
    a.url,
    a.title,
    a.day,
    a.published_at,
    a.published_from,
    a.fetched_at,
    news.date_doubt(a.published_at, a.fetched_at) as why
from news.articles as a
join news.sources on sources.id = a.source_id
where news.date_doubt(a.published_at, a.fetched_at) is not null;

comment on view news.implausible_dates is 'Articles whose date cannot be that of their publication; no count has them.';
comment on column news.implausible_dates.article_id is 'Article.';
comment on column news.implausible_dates.source_id is 'Source.';
comment on column news.implausible_dates.source is 'Name of the source.';
comment on column news.implausible_dates.url is 'Canonical URL.';
comment on column news.implausible_dates.title is 'Headline.';
comment on column news.implausible_dates.day is 'Day of that date in the time zone of the source.';
comment on column news.implausible_dates.published_at is 'The date.';
comment on column news.implausible_dates.published_from is 'Where it was read: selector, json-ld, metadata, data, text, url, list or modified.';
comment on column news.implausible_dates.fetched_at is 'When the page that says so was fetched.';
comment on column news.implausible_dates.why is 'later than its fetch (by more than a day), or before 1990.';
