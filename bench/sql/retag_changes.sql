-- What the correction did to the counts of a topic. One row.
select sum(articles_before) as before, sum(articles_after) as after
from news.taxonomy_changes
where topic_id = %(topic)s;
