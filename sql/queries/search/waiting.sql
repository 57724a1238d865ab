-- How many articles of an older archive cannot be found yet. One row.
select count(*) as articles
from news.search_queue;
