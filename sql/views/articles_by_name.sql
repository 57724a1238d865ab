-- Purpose: which articles name an organisation or a person, how often, and in what words.
-- Grain: article x organisation or person that it names.
create or replace view news.articles_by_name as
select
    n.kind,
    n.name,
    n.shown,
    n.mentions,
    n.score,
    n.words,
    n.article_id,
    a.day,
    a.appeared_at,
    a.source_id,
    s.name as source,
    a.language,
    a.script,
    a.title,
    a.url,
    coalesce(m.is_origin, true) as is_original
from news.article_names as n
join news.articles as a on a.id = n.article_id
join news.sources as s on s.id = a.source_id
left join news.story_articles as m on m.article_id = a.id;

comment on view news.articles_by_name is 'Articles with the organisations and people that each names.';
comment on column news.articles_by_name.kind is 'organisation or person.';
comment on column news.articles_by_name.name is 'The name it is kept by: that of the lists of known names, else the fullest in the text; Chinese in Simplified script.';
comment on column news.articles_by_name.shown is 'The same as the article writes it: Chinese in its script.';
comment on column news.articles_by_name.mentions is 'How often the article names it, in whatever words.';
comment on column news.articles_by_name.score is 'Mentions, those in the title three times.';
comment on column news.articles_by_name.words is 'What the article calls it, and how often.';
comment on column news.articles_by_name.article_id is 'Article.';
comment on column news.articles_by_name.day is 'Day of appeared_at in the time zone of the source.';
comment on column news.articles_by_name.appeared_at is 'When it was published, else first fetched.';
comment on column news.articles_by_name.source_id is 'Source.';
comment on column news.articles_by_name.source is 'Name of the source.';
comment on column news.articles_by_name.language is 'BCP 47 primary tag.';
comment on column news.articles_by_name.script is 'ISO 15924 code.';
comment on column news.articles_by_name.title is 'Headline.';
comment on column news.articles_by_name.url is 'Canonical URL.';
comment on column news.articles_by_name.is_original is 'False for a syndicated copy.';
