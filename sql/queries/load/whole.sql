-- Whether the batch was loaded whole before. One row, or none.
select id
from news.batches
where id = %(batch)s
    and finished_at is not null;
