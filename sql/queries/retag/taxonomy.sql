-- What a version of the taxonomy said. None where this database never had it.
select content
from news.taxonomies
where version = %(version)s;
