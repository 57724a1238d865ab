-- The articles of a day and source are told from the index alone, as lists by topic and place ask.
-- depends: 0015-weeks

drop index if exists news.articles_day;
create index articles_day on news.articles (source_id, day) include (id);
