-- By which taxonomy the articles of each day are tagged, now that the batch has put texts there. An
-- earlier text that is the newest again has the tags of its time. An article that moves to another day
-- is tagged as the day it leaves.
with put as (
    select
        m.day,
        coalesce(
            v.taxonomy,
            (
                select t.taxonomy
                from news.tagged_days as t
                where t.source_id = %(source)s
                    and t.day = v.day
            )
        ) as taxonomy
    from merged as m
    join versions as v on v.n = m.n
    where m.is_current
        and (v.held <> 'article' or v.day <> m.day)
)
insert into news.tagged_days (source_id, day, taxonomy)
select
    %(source)s, day,
    case when count(distinct taxonomy) = 1 and count(*) = count(taxonomy) then min(taxonomy) end
from put
group by day
order by day
on conflict (source_id, day) do update set
    taxonomy = null
where tagged_days.taxonomy is distinct from excluded.taxonomy;
