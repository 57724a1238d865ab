-- How many texts of a month there are. One row.
select count(*) as texts
from news.texts
where month = %(month)s;
