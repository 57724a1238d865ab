-- Purpose: which organisations and people are in the news: how much, where, since when.
-- Grain: organisation or person.
-- An article counts once for each it names; syndicated copies are among them. Days are those of
-- each source's own time zone. Asked for by name, or by the most articles, it reads those alone.
create or replace view news.names as
select
    t.kind,
    t.name,
    (
        select n.shown
        from news.article_names as n
        where n.kind = t.kind
            and n.name = t.name
        order by n.article_id desc
        limit 1
    ) as shown,
    t.articles,
    t.sources,
    t.first_day,
    t.last_day,
    (
        select coalesce(sum(d.articles), 0)
        from news.daily_names as d
        where d.kind = t.kind
            and d.name = t.name
            and d.day between current_date - 29 and current_date
            and d.month between date_trunc('month', (current_date - 29)::timestamp)::date and current_date
    ) as last_30_days
from news.name_totals as t;

comment on view news.names is 'Articles, sources and days of each organisation and person.';
comment on column news.names.kind is 'organisation or person.';
comment on column news.names.name is 'The name it is kept by: that of the lists of known names, else the fullest in the text; Chinese in Simplified script.';
comment on column news.names.shown is 'The same as the newest article writes it: Chinese in its script.';
comment on column news.names.articles is 'Articles that name it.';
comment on column news.names.sources is 'Sources that name it.';
comment on column news.names.first_day is 'First day with such an article.';
comment on column news.names.last_day is 'Last day with such an article.';
comment on column news.names.last_30_days is 'Such articles of the last 30 days, today among them.';
