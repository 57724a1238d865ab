-- Sources, topics and places to choose from. One row per source, topic or place.
select
    dimension, id, parent_id, name, native_name, name_zh_hant, name_zh_hans, name_pt,
    region, kind, languages, is_current
from news.dimensions
order by dimension, cardinality(lineage), name, id
limit 5000;
