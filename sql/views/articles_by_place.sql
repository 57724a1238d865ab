-- Purpose: which articles are about a place, and the words that say so.
-- Grain: article x place that it is about; of a place around it there is no row.
create or replace view news.articles_by_place as
select place_id, article_id, score, words
from news.article_places;

comment on view news.articles_by_place is 'Articles with the places that each is about.';
comment on column news.articles_by_place.place_id is 'Place.';
comment on column news.articles_by_place.article_id is 'Article.';
comment on column news.articles_by_place.score is 'Weights of the names found, those in the title more.';
comment on column news.articles_by_place.words is 'Names found, and how often.';
