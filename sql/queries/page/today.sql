-- Which day it is in a time zone, and whether there is an article at all. One row.
select
    (now() at time zone %(timezone)s)::date as today,
    exists (select from news.article_details) as has_articles;
