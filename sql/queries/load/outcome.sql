-- What becomes of the batch and the tables. One row.
select
    count(*) filter (where v.held = 'staged' and m.n is not null) as loaded,
    count(*) filter (where m.is_current and before.n is null) as inserted,
    count(*) filter (where not m.is_current and earlier.n is null) as revised,
    count(*) filter (where v.held = 'article' and after.n is null) as removed
from versions as v
left join merged as m on m.n = v.n
left join versions as before on before.held = 'article' and before.url = v.url
left join versions as earlier on earlier.held = 'revision'
    and earlier.url = v.url
    and earlier.text_digest = v.text_digest
left join merged as after on after.is_current and after.url = v.url;
