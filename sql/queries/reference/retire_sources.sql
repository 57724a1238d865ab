-- Sources whose YAML file is gone are marked; their articles stay.
update news.sources as kept
set in_catalogue = false
where kept.in_catalogue
    and not exists (select from staged_sources where line ->> 'id' = kept.id);
