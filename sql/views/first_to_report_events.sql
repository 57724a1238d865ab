-- Purpose: which source was first with an event that the press of another language reports, too.
-- Grain: event: an original that no other precedes in same_event, with all those it precedes there.
-- Costs what same_event costs: ask for some days at a time.
-- depends: same_event
create or replace view news.first_to_report_events as
with reports as (
    select
        e.day, e.first_id, e.first_source_id, e.first_source, e.first_language, e.first_title, e.first_url,
        e.first_appeared_at,
        count(*) over event as later,
        array_agg(e.second_language) over event as languages,
        row_number() over (
            partition by e.day, e.first_id
            order by e.second_appeared_at, e.second_source_id, e.second_id
        ) as nth,
        e.second_id, e.second_source_id, e.second_source, e.second_language, e.second_title, e.second_url,
        e.second_appeared_at, e.later_by
    from news.same_event as e
    where e.second_source_id <> e.first_source_id
    window event as (partition by e.day, e.first_id)
)
select
    r.day,
    r.first_id as article_id,
    r.first_source_id as source_id,
    r.first_source as source,
    r.first_language as language,
    r.first_title as title,
    r.first_url as url,
    r.first_appeared_at as appeared_at,
    r.second_id as second_article_id,
    r.second_source_id,
    r.second_source,
    r.second_language,
    r.second_title,
    r.second_url,
    r.second_appeared_at,
    r.later_by as lead,
    coalesce(a.published_precision <> 'day' and b.published_precision <> 'day', false) as is_timed,
    r.later::integer as later_reports,
    array(select distinct language from unnest(r.languages) as language order by language) as later_languages
from reports as r
join news.articles as a on a.id = r.first_id
join news.articles as b on b.id = r.second_id
where r.nth = 1
    and not exists (select from news.same_event as earlier where earlier.second_id = r.first_id);

comment on view news.first_to_report_events is 'Each event reported in several languages: who was first, and by how long.';
comment on column news.first_to_report_events.day is 'Day of the first report.';
comment on column news.first_to_report_events.article_id is 'Article that appeared first.';
comment on column news.first_to_report_events.source_id is 'Its source.';
comment on column news.first_to_report_events.source is 'Name of its source.';
comment on column news.first_to_report_events.language is 'Its language: en, zh (both scripts) or pt.';
comment on column news.first_to_report_events.title is 'Its headline.';
comment on column news.first_to_report_events.url is 'Its canonical URL.';
comment on column news.first_to_report_events.appeared_at is 'When it was published, else first fetched.';
comment on column news.first_to_report_events.second_article_id is 'Article of another source and language that appeared next.';
comment on column news.first_to_report_events.second_source_id is 'Its source.';
comment on column news.first_to_report_events.second_source is 'Name of its source.';
comment on column news.first_to_report_events.second_language is 'Its language.';
comment on column news.first_to_report_events.second_title is 'Its headline.';
comment on column news.first_to_report_events.second_url is 'Its canonical URL.';
comment on column news.first_to_report_events.second_appeared_at is 'When it was published, else first fetched.';
comment on column news.first_to_report_events.lead is 'Time from the first to the second.';
comment on column news.first_to_report_events.is_timed is 'Whether both dates have a time; if not, lead is a guess.';
comment on column news.first_to_report_events.later_reports is 'How many originals of other sources report it after the first.';
comment on column news.first_to_report_events.later_languages is 'Their languages.';
