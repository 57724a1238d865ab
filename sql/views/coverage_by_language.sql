-- Purpose: how much was published in each language and script, day by day.
-- Grain: day x language x script.
-- A day is one of each source's own time zone: that of publication, or of the first fetch where the
-- page gives no date. Originals are articles without the syndicated copies.
create or replace view news.coverage_by_language as
with counted as (
    select
        day, language, script,
        count(distinct source_id) as sources,
        sum(articles) as articles,
        sum(originals) as originals
    from news.daily_totals
    group by day, language, script
)
select day, language, script, sources, articles, originals
from counted;

comment on view news.coverage_by_language is 'Articles per day, language and script.';
comment on column news.coverage_by_language.day is 'Day of publication, else of the first fetch, in the time zone of the source.';
comment on column news.coverage_by_language.language is 'BCP 47 primary tag.';
comment on column news.coverage_by_language.script is 'ISO 15924 code.';
comment on column news.coverage_by_language.sources is 'Sources that published in it.';
comment on column news.coverage_by_language.articles is 'Articles, syndicated copies among them.';
comment on column news.coverage_by_language.originals is 'Articles that are not syndicated copies.';
