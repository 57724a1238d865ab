-- The newest articles of a span on a topic, about a place, or both. One row per article.
-- The roll-ups tell which days of which sources have some; these are looked into from the newest day
-- on, until there are enough. The articles of a day, and which have the topic and the place, are
-- read from indexes alone ("offset 0" keeps these steps apart); only what is left is looked at.
with recursive of_topic as (
    select starts_on as day, source_id
    from news.coverage_by_topic
    where period = 'day'
        and starts_on >= %(since)s
        and starts_on < %(until)s
        and topic_id = %(topic)s
        and region = %(region)s
        and (%(source)s::text is null or source_id = %(source)s)
        and (%(language)s::text is null or language = %(language)s)
        and (%(script)s::text is null or script = %(script)s)
        and (%(copies)s or all_originals > 0)
),
of_place as (
    select starts_on as day, source_id
    from news.coverage_by_place
    where period = 'day'
        and starts_on >= %(since)s
        and starts_on < %(until)s
        and place_id = %(place)s
        and region = %(region)s
        and (%(source)s::text is null or source_id = %(source)s)
        and (%(language)s::text is null or language = %(language)s)
        and (%(script)s::text is null or script = %(script)s)
        and (%(copies)s or all_originals > 0)
),
days as materialized (
    select day, array_agg(distinct source_id) as sources, row_number() over (order by day desc) as number
    from (
        select day, source_id from of_topic where %(place)s::text is null
        union all
        select day, source_id from of_place where %(topic)s::text is null
        union all
        select day, source_id from of_topic natural join of_place
    ) as having_some
    group by day
),
asked as materialized (
    select
        array(select id from news.dimensions where dimension = 'topic' and %(topic)s = any (lineage)) as topics,
        array(select id from news.dimensions where dimension = 'place' and %(place)s = any (lineage)) as places
),
found as (
    select 0::bigint as number, '{}'::bigint[] as articles
    union all
    select
        d.number,
        f.articles || array(
            select a.id
            from news.article_details as a
            where a.id = any (chosen.articles)
                and a.date_doubt is null
                and (%(language)s::text is null or a.language = %(language)s)
                and (%(script)s::text is null or a.script = %(script)s)
                and (%(copies)s or a.is_original)
            order by a.appeared_at desc, a.id desc
            limit %(limit)s
        )
    from found as f
    join days as d on d.number = f.number + 1
    cross join asked
    cross join lateral (
        select array(
            select a.id
            from news.article_details as a
            where a.source_id = any (d.sources)
                and a.day = d.day
        ) as articles
        offset 0
    ) as of_day
    cross join lateral (
        select case when %(topic)s::text is null then of_day.articles else array(
            select t.article_id
            from news.articles_by_topic as t
            where t.article_id = any (of_day.articles)
                and t.topic_id = any (asked.topics)
        ) end as articles
        offset 0
    ) as on_topic
    cross join lateral (
        select case when %(place)s::text is null then on_topic.articles else array(
            select p.article_id
            from news.articles_by_place as p
            where p.article_id = any (on_topic.articles)
                and p.place_id = any (asked.places)
        ) end as articles
        offset 0
    ) as chosen
    where cardinality(f.articles) < %(limit)s
)
select unnest(articles) as id
from (select articles from found order by number desc limit 1) as last;
