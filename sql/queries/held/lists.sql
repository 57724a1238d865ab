-- What is known of some lists of a source. One row per known list.
select
    url,
    next_ask,
    case
        when failures > 0 then
            reason || ', ' || failures || case when failures = 1 then ' time' else ' times in a row' end
        when quiet > 0 then
            'nothing new, ' || quiet || case when quiet = 1 then ' time' else ' times in a row' end
        else ''
    end as detail,
    etag,
    last_modified,
    batch_id as batch,
    warc,
    warc_offset as offset
from news.lists
where source_id = %(source)s
    and url = any(%(keys)s::text[]);
