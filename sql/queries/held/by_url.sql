-- What is known of some URLs of a source. One row per known URL.
select url, batch_id as batch, digest, reason, published_at
from news.urls
where source_id = %(source)s
    and url = any(%(keys)s::text[]);
