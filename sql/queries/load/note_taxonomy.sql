-- By which taxonomy the articles of each day are tagged, now that the batch has put texts there.
insert into news.tagged_days (source_id, day, taxonomy)
select
    %(source)s, m.day,
    case when count(distinct v.taxonomy) = 1 and count(*) = count(v.taxonomy) then min(v.taxonomy) end
from merged as m
join versions as v on v.n = m.n
where m.is_current
    and v.held = 'staged'
group by m.day
order by m.day
on conflict (source_id, day) do update set
    taxonomy = null
where tagged_days.taxonomy is distinct from excluded.taxonomy;
