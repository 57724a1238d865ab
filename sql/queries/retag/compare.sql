-- What changed in the counts of the days. Going back to a version and on again tells the last time.
insert into news.taxonomy_effects (
    to_version, day, source_id, topic_id, language, script, from_version,
    articles_before, articles_after, originals_before, originals_after
)
select
    %(version)s, day, %(source)s, topic_id, language, script, d.taxonomy,
    coalesce(b.articles, 0), coalesce(a.articles, 0),
    coalesce(b.originals, 0), coalesce(a.originals, 0)
from coverage_before as b
full join (
    select c.day, c.topic_id, c.language, c.script, c.articles, c.originals
    from news.daily_coverage as c
    where c.source_id = %(source)s
        and c.day = any(%(days)s::date[])
) as a using (day, topic_id, language, script)
join news.tagged_days as d using (day)
where d.source_id = %(source)s
    -- A subject may have a row for its beats alone.
    and (coalesce(b.articles, 0), coalesce(b.originals, 0))
        <> (coalesce(a.articles, 0), coalesce(a.originals, 0))
on conflict (to_version, day, source_id, topic_id, language, script) do update set
    from_version = excluded.from_version,
    articles_before = excluded.articles_before,
    articles_after = excluded.articles_after,
    originals_before = excluded.originals_before,
    originals_after = excluded.originals_after;
