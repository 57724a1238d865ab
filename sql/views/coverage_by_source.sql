-- Purpose: how much each source published, by day, week and month, and how much of it is there.
-- Grain: period x its first day x source. A source has a row for every day from its first run to
-- four weeks after its last, so a day without an article is told from a day nobody crawled.
-- Ask for one period, and for the days by starts_on: both reach the index.
create or replace view news.coverage_by_source as
with facts as (
    select
        'day' as period, d.day as starts_on, d.source_id,
        d.articles::bigint as articles,
        d.originals::bigint as originals,
        null::integer as listed,
        null::integer as missing,
        null::real as completeness,
        null::integer as holes
    from news.daily_totals as d
    union all
    select
        p.period, p.starts_on, d.source_id, sum(d.articles), sum(d.originals), null, null, null, null
    from news.periods as p
    join news.daily_totals as d on d.day = p.day
    group by p.period, p.starts_on, d.source_id
    union all
    select c.period, c.starts_on, c.source_id, 0, 0, c.listed, c.missing, c.completeness, c.holes
    from news.period_completeness as c
),
counted as (
    select
        period, starts_on, source_id,
        sum(articles)::bigint as articles,
        sum(originals)::bigint as originals,
        max(listed) as listed,
        max(missing) as missing,
        max(completeness) as completeness,
        max(holes) as holes
    from facts
    group by period, starts_on, source_id
)
select
    counted.period,
    counted.starts_on,
    counted.source_id,
    sources.name as source,
    sources.region,
    sources.kind,
    counted.articles,
    counted.originals,
    counted.listed,
    counted.missing,
    counted.completeness,
    counted.holes
from counted
join news.sources on sources.id = counted.source_id;

comment on view news.coverage_by_source is 'Articles per day, week or month, and source, those without any too.';
comment on column news.coverage_by_source.period is 'day, week (from Monday) or month; ask for one of them.';
comment on column news.coverage_by_source.starts_on is 'First day of the period. An article belongs to its day of publication, else of the first fetch, in the time zone of the source.';
comment on column news.coverage_by_source.source_id is 'Source.';
comment on column news.coverage_by_source.source is 'Name of the source.';
comment on column news.coverage_by_source.region is 'Region of the source.';
comment on column news.coverage_by_source.kind is 'newspaper, online, broadcaster, government, agency or portal.';
comment on column news.coverage_by_source.articles is 'Articles, syndicated copies among them.';
comment on column news.coverage_by_source.originals is 'Articles that are not syndicated copies.';
comment on column news.coverage_by_source.listed is 'URLs of articles it proposed, null where no run was about the period.';
comment on column news.coverage_by_source.missing is 'Those of them that are still to be had.';
comment on column news.coverage_by_source.completeness is 'Mean over the days of the share of the listed that is loaded or explained, 0 to 1: 0 for a day nobody crawled; null when nothing is known.';
comment on column news.coverage_by_source.holes is 'Days of the period that nobody crawled or that lack more than 5 % of what was listed.';
