-- Purpose: what a source leaves out, or has more of, than its peers.
-- Grain: source x language x script x topic that it or one of its peers wrote on, over the 28 whole
-- days before today in the source's time zone.
-- Peers are the other sources of the region of the same kind that have 20 articles or more in the
-- language and script. Of a topic count also the articles on what stands below it; copies count.
-- z is that of two proportions with a pooled standard error (NIST/SEMATECH e-Handbook of Statistical
-- Methods, 7.3.3): the source's share against that of its peers' articles taken together. It is given
-- where both sides would be expected to have five articles or more on the topic, and off it. In a
-- matrix of thousands, three standard errors are passed by chance some ten times.
create or replace view news.coverage_gaps as
with spans as (
    select
        s.id, s.name, s.region, s.kind, s.in_catalogue, s.languages, dates.since, dates.until,
        dates.first_week, dates.next_week, crawls.completeness
    from news.sources as s
    cross join lateral (
        select
            today - 28 as since,
            today - 1 as until,
            -- The first Monday of the 28 days, and that after their whole weeks.
            date_trunc('week', (today - 22)::timestamp)::date as first_week,
            date_trunc('week', today::timestamp)::date as next_week
        from cast(now() at time zone s.timezone as date) as today
    ) as dates
    cross join lateral (
        select avg(c.completeness)::real as completeness
        from news.period_completeness as c
        where c.source_id = s.id
            and c.period = 'day'
            and c.starts_on between dates.since and dates.until
    ) as crawls
),
totals as (
    select
        s.region, s.kind, s.name, s.since, s.until, s.completeness,
        either.source_id, either.language, either.script, sum(either.articles) as articles
    from (
        select d.source_id, d.language, d.script, d.articles
        from news.daily_totals as d
        join spans on spans.id = d.source_id
        where d.day between current_date - 29 and current_date + 1
            and d.day between spans.since and spans.until
        union all
        -- Those that wrote nothing leave everything out.
        select
            spans.id,
            split_part(language, '-', 1),
            coalesce(nullif(split_part(language, '-', 2), ''), 'Latn'),
            0
        from spans
        cross join unnest(spans.languages) as language
        where spans.in_catalogue
    ) as either
    join spans as s on s.id = either.source_id
    group by
        s.region, s.kind, s.name, s.since, s.until, s.completeness,
        either.source_id, either.language, either.script
),
-- Every source on every topic: put together by grouping, whose cost the planner cannot mistake as it
-- can that of a join.
facts as (
    select
        spans.region, spans.kind, spans.id as source_id, told.language, told.script, told.topic_id,
        told.articles, told.originals,
        null::bigint as of_articles,
        null as source,
        null::date as since,
        null::date as until,
        null::real as completeness,
        null as topic,
        null as parent_topic_id
    from spans
    cross join lateral (
        -- Whole weeks and the days around them: a third of the rows that the days alone have.
        select
            part.language, part.script, part.topic_id,
            sum(part.all_articles) as articles,
            sum(part.all_originals) as originals
        from (
            select w.language, w.script, w.topic_id, w.all_articles, w.all_originals
            from news.weekly_coverage as w
            where w.source_id = spans.id
                and w.starts_on between spans.first_week and spans.next_week - 7
            union all
            select d.language, d.script, d.topic_id, d.all_articles, d.all_originals
            from news.daily_coverage as d
            where d.source_id = spans.id
                and d.day between spans.since and spans.first_week - 1
            union all
            select d.language, d.script, d.topic_id, d.all_articles, d.all_originals
            from news.daily_coverage as d
            where d.source_id = spans.id
                and d.day between spans.next_week and spans.until
        ) as part
        group by part.language, part.script, part.topic_id
    ) as told
    union all
    select
        t.region, t.kind, t.source_id, t.language, t.script, topics.id, 0, 0, t.articles,
        t.name, t.since, t.until, t.completeness, topics.name_en, topics.parent_id
    from totals as t
    cross join news.topics
),
cells as (
    select
        region, kind, source_id, language, script, topic_id,
        max(articles)::float8 as articles,
        max(originals) as originals,
        max(of_articles)::float8 as of_articles,
        max(of_articles) >= 20 as is_peer,
        max(source) as source,
        max(since) as since,
        max(until) as until,
        max(completeness) as completeness,
        max(topic) as topic,
        max(parent_topic_id) as parent_topic_id
    from facts
    group by region, kind, source_id, language, script, topic_id
),
compared as (
    select
        cells.region, cells.kind, cells.source_id, cells.language, cells.script, cells.topic_id,
        cells.source, cells.since, cells.until, cells.completeness, cells.topic, cells.parent_topic_id,
        cells.articles, cells.originals, cells.of_articles,
        sum(articles) over peers as told,
        count(*) filter (where is_peer) over peers - is_peer::integer as peers,
        coalesce(sum(articles) filter (where is_peer) over peers, 0)
            - case when is_peer then articles else 0 end as peers_articles,
        coalesce(sum(of_articles) filter (where is_peer) over peers, 0)
            - case when is_peer then of_articles else 0 end as peers_of_articles,
        coalesce(sum(articles / nullif(of_articles, 0)) filter (where is_peer) over peers, 0)
            - case when is_peer then articles / of_articles else 0 end as peers_shares
    from cells
    -- The topic first: they are sorted by it, and it tells most of them apart.
    window peers as (partition by topic_id, kind, language, script, region)
),
weighed as (
    select
        c.region, c.kind, c.source_id, c.language, c.script, c.topic_id,
        c.source, c.since, c.until, c.completeness, c.topic, c.parent_topic_id,
        c.articles, c.originals, c.of_articles, c.peers, c.peers_articles, c.peers_of_articles,
        c.articles / nullif(c.of_articles, 0) as share,
        c.peers_articles / nullif(c.peers_of_articles, 0) as peers_share,
        c.peers_shares / nullif(c.peers, 0) as peers_mean,
        least(c.of_articles, c.peers_of_articles) * least(pooled.share, 1 - pooled.share) >= 5 as is_enough,
        sqrt(pooled.share * (1 - pooled.share) * (1 / nullif(c.of_articles, 0) + 1 / nullif(c.peers_of_articles, 0)))
            as error
    from compared as c
    cross join lateral (
        select (c.articles + c.peers_articles) / nullif(c.of_articles + c.peers_of_articles, 0) as share
    ) as pooled
    where c.told > 0
),
judged as (
    select
        w.region, w.kind, w.source_id, w.language, w.script, w.topic_id,
        w.source, w.since, w.until, w.completeness, w.topic, w.parent_topic_id,
        w.articles, w.originals, w.of_articles, w.share,
        w.peers, w.peers_articles, w.peers_of_articles, w.peers_share, w.peers_mean,
        apart.z
    from weighed as w
    -- Worked out once, not once for each place that names it: offset keeps it by itself.
    cross join lateral (
        select case when w.is_enough then round((w.share - w.peers_share) / w.error * 100) / 100 end as z
        offset 0
    ) as apart
)
select
    j.source_id,
    j.source,
    j.region,
    j.kind,
    j.language,
    j.script,
    j.topic_id,
    j.topic,
    j.parent_topic_id,
    j.since,
    j.until,
    j.articles::bigint as articles,
    j.originals::bigint as originals,
    j.of_articles::bigint as of_articles,
    j.share,
    j.peers::integer as peers,
    j.peers_articles::bigint as peers_articles,
    j.peers_of_articles::bigint as peers_of_articles,
    j.peers_share,
    j.peers_mean,
    round(j.z::numeric, 2) as z,
    j.completeness,
    case
        when j.peers = 0 then 'no peers'
        when j.completeness < 0.8 then 'crawl incomplete'
        when j.z is null then 'too few articles'
        when j.z <= -3 then 'less than its peers'
        when j.z >= 3 then 'more than its peers'
        else 'like its peers'
    end as verdict
from judged as j;

comment on view news.coverage_gaps is 'Each source''s share of articles on a topic over the last 28 days against that of its peers.';
comment on column news.coverage_gaps.source_id is 'Source.';
comment on column news.coverage_gaps.source is 'Name of the source.';
comment on column news.coverage_gaps.region is 'Region of the source and its peers.';
comment on column news.coverage_gaps.kind is 'Kind of the source and its peers: newspaper, online, broadcaster, government, agency or portal.';
comment on column news.coverage_gaps.language is 'BCP 47 primary tag of the articles compared.';
comment on column news.coverage_gaps.script is 'ISO 15924 code of the articles compared.';
comment on column news.coverage_gaps.topic_id is 'Topic.';
comment on column news.coverage_gaps.topic is 'Name of the topic in English.';
comment on column news.coverage_gaps.parent_topic_id is 'Topic it stands below, null for the top level.';
comment on column news.coverage_gaps.since is 'First of the 28 days.';
comment on column news.coverage_gaps.until is 'Last of them: yesterday in the source''s time zone.';
comment on column news.coverage_gaps.articles is 'Its articles on the topic or on one below it, syndicated copies among them.';
comment on column news.coverage_gaps.originals is 'Those that are not syndicated copies.';
comment on column news.coverage_gaps.of_articles is 'All its articles in the language and script.';
comment on column news.coverage_gaps.share is 'articles of of_articles, 0 to 1; null when there are none.';
comment on column news.coverage_gaps.peers is 'How many peers it is compared with.';
comment on column news.coverage_gaps.peers_articles is 'Their articles on the topic.';
comment on column news.coverage_gaps.peers_of_articles is 'All their articles in the language and script.';
comment on column news.coverage_gaps.peers_share is 'Their share, all their articles taken together: what z compares with.';
comment on column news.coverage_gaps.peers_mean is 'Mean of their shares, each peer counting the same.';
comment on column news.coverage_gaps.z is 'Standard errors between share and peers_share, negative where the source has less; null where there are too few articles to say.';
comment on column news.coverage_gaps.completeness is 'Mean over the 28 days of the share of what the source listed that is there, 0 to 1; null when nothing is known.';
comment on column news.coverage_gaps.verdict is 'less than its peers or more than its peers (three standard errors), like its peers; or why nothing is said: no peers, crawl incomplete (below 0.8), too few articles.';
