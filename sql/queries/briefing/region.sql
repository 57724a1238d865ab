-- What a region is called: the gazetteer's place of that id. One row, or none.
select name_en as name
from news.places
where id = %(region)s;
