-- Purpose: how much was published in each language and script, by day, week and month.
-- Grain: period x its first day x region x language x script, where there is an article.
-- Ask for one period, and for the days by starts_on: both reach the index.
create or replace view news.coverage_by_language as
with counted as (
    select
        'day' as period, d.day as starts_on, s.region, d.language, d.script,
        count(*) as sources,
        sum(d.articles) as articles,
        sum(d.originals) as originals
    from news.daily_totals as d
    join news.sources as s on s.id = d.source_id
    group by d.day, s.region, d.language, d.script
    union all
    select
        p.period, p.starts_on, s.region, d.language, d.script,
        count(distinct d.source_id), sum(d.articles), sum(d.originals)
    from news.periods as p
    join news.daily_totals as d on d.day = p.day
    join news.sources as s on s.id = d.source_id
    group by p.period, p.starts_on, s.region, d.language, d.script
)
select
    counted.period,
    counted.starts_on,
    counted.region,
    counted.language,
    counted.script,
    counted.sources,
    counted.articles,
    counted.originals,
    complete.completeness,
    complete.holes
from counted
left join news.region_periods as complete
    on complete.period = counted.period
    and complete.starts_on = counted.starts_on
    and complete.region = counted.region;

comment on view news.coverage_by_language is 'Articles per day, week or month, region, language and script.';
comment on column news.coverage_by_language.period is 'day, week (from Monday) or month; ask for one of them.';
comment on column news.coverage_by_language.starts_on is 'First day of the period. An article belongs to its day of publication, else of the first fetch, in the time zone of the source.';
comment on column news.coverage_by_language.region is 'Region of the sources.';
comment on column news.coverage_by_language.language is 'BCP 47 primary tag.';
comment on column news.coverage_by_language.script is 'ISO 15924 code.';
comment on column news.coverage_by_language.sources is 'Sources that published in it.';
comment on column news.coverage_by_language.articles is 'Articles, syndicated copies among them.';
comment on column news.coverage_by_language.originals is 'Articles that are not syndicated copies.';
comment on column news.coverage_by_language.completeness is 'Mean completeness of the days of all sources of the region, 0 to 1: 0 for a day of a source that nobody crawled; null when nothing is known.';
comment on column news.coverage_by_language.holes is 'Days of the sources that nobody crawled or that lack more than 5 % of what was listed, summed over the sources.';
