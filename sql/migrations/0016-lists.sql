-- Lists by topic and place, and shares of a topic, are told from the indexes alone: which sources have
-- some on which days, and which articles these are.
-- depends: 0015-weeks

drop index if exists news.articles_day;
create index articles_day on news.articles (source_id, day) include (id);

drop index if exists news.daily_coverage_topic;
create index daily_coverage_topic on news.daily_coverage (topic_id, day)
    include (source_id, language, script, all_articles, all_originals);

drop index if exists news.daily_places_place;
create index daily_places_place on news.daily_places (place_id, day)
    include (source_id, language, script, all_articles, all_originals);
