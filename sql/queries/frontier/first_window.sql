-- The first moment any run of a source was about. One row; an import (ten years and more) is about
-- no time in particular.
select min(window_start) as start
from news.batches
where source_id = %(source)s
    and window_end - window_start < interval '3653 days';
