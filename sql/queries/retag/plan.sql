-- The days of a source that are tagged by another taxonomy, week by week, the newest first; without
-- those whose texts are kept no longer, which stay as they are tagged.
select
    d.source_id,
    date_trunc('week', d.day)::date as week,
    array_agg(d.day order by d.day) as days
from news.tagged_days as d
where d.taxonomy is distinct from %(version)s
    and (
        not exists (select from news.dropped_months)
        or exists (
            select
            from news.articles as a
            join news.texts as t
                on t.article_id = a.id
                and t.text_digest = a.text_digest
                and t.month = a.month
            where a.source_id = d.source_id
                and a.day = d.day
        )
    )
group by d.source_id, date_trunc('week', d.day)
order by week desc, d.source_id;
