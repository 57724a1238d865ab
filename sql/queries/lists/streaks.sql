-- How often in a row some lists were quiet or failed. One row per known list.
select url, asked_at, quiet, failures
from news.lists
where source_id = %(source)s
    and url = any(%(keys)s::text[]);
