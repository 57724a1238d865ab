-- Purpose: which articles are on a topic, and the words that say so.
-- Grain: article x topic that it is on; of a topic above it there is no row.
create or replace view news.articles_by_topic as
select topic_id, article_id, score, words
from news.article_topics;

comment on view news.articles_by_topic is 'Articles with the topics that each is on.';
comment on column news.articles_by_topic.topic_id is 'Topic.';
comment on column news.articles_by_topic.article_id is 'Article.';
comment on column news.articles_by_topic.score is 'Weights of the phrases found, those in the title more.';
comment on column news.articles_by_topic.words is 'Phrases found, and how often.';
