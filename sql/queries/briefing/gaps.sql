-- What a source leaves out, or has more of, than its peers, over the days since to until: the rule
-- of the view coverage_gaps, which tells only of the 28 days before today. One row per source,
-- language, script and topic that stands out by three standard errors or more, the furthest first.
with totals as (
    select
        s.id as source_id, s.name as source, s.kind, d.language, d.script,
        sum(d.articles)::float8 as of_articles
    from news.daily_totals as d
    join news.sources as s on s.id = d.source_id
    where s.region = %(region)s
        and d.day between %(since)s and %(until)s
    group by s.id, s.name, s.kind, d.language, d.script
),
told as (
    select
        source_id, language, script, topic_id, topic, parent_topic_id,
        sum(all_articles)::float8 as articles
    from news.coverage_by_topic
    where period = 'day'
        and region = %(region)s
        and starts_on between %(since)s and %(until)s
    group by source_id, language, script, topic_id, topic, parent_topic_id
),
crawls as (
    select source_id, avg(completeness) as completeness
    from news.coverage_by_source
    where period = 'day'
        and region = %(region)s
        and starts_on between %(since)s and %(until)s
    group by source_id
),
subjects as (
    select distinct totals.kind, told.language, told.script, told.topic_id, told.topic, told.parent_topic_id
    from told
    join totals
        on totals.source_id = told.source_id
        and totals.language = told.language
        and totals.script = told.script
),
cells as (
    select
        totals.source_id, totals.source, totals.kind, totals.language, totals.script,
        subjects.topic_id, subjects.topic, subjects.parent_topic_id,
        totals.of_articles,
        coalesce(told.articles, 0) as articles,
        case when totals.of_articles >= 20 then totals.of_articles else 0 end as peer_of_articles,
        case when totals.of_articles >= 20 then coalesce(told.articles, 0) else 0 end as peer_articles
    from totals
    join subjects
        on subjects.kind = totals.kind
        and subjects.language = totals.language
        and subjects.script = totals.script
    left join told
        on told.source_id = totals.source_id
        and told.language = totals.language
        and told.script = totals.script
        and told.topic_id = subjects.topic_id
),
compared as (
    select
        source_id, source, language, script, topic_id, topic, parent_topic_id, articles, of_articles,
        sum(peer_articles) over peers - peer_articles as peers_articles,
        sum(peer_of_articles) over peers - peer_of_articles as peers_of_articles
    from cells
    window peers as (partition by kind, language, script, topic_id)
),
weighed as (
    select
        c.source_id, c.source, c.language, c.script, c.topic_id, c.topic, c.parent_topic_id,
        c.articles, c.of_articles, c.peers_articles, c.peers_of_articles,
        (c.articles / c.of_articles - c.peers_articles / c.peers_of_articles)
            / sqrt(pooled.share * (1 - pooled.share) * (1 / c.of_articles + 1 / c.peers_of_articles)) as z
    from compared as c
    cross join lateral (
        select (c.articles + c.peers_articles) / (c.of_articles + c.peers_of_articles) as share
    ) as pooled
    where least(c.of_articles, c.peers_of_articles) * least(pooled.share, 1 - pooled.share) >= 5
)
select
    w.source_id, w.source, w.language, w.script, w.topic_id, w.topic, w.parent_topic_id,
    w.articles::bigint as articles,
    w.of_articles::bigint as of_articles,
    w.peers_articles::bigint as peers_articles,
    w.peers_of_articles::bigint as peers_of_articles,
    round(w.z::numeric, 2)::float8 as z
from weighed as w
left join crawls on crawls.source_id = w.source_id
where abs(round(w.z::numeric, 2)) >= 3
    and (crawls.completeness < 0.8) is not true
order by abs(w.z) desc, w.source_id, w.language, w.script, w.topic_id
limit 40;
