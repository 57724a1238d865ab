-- Roll-ups of subjects and regions, of weeks and months; how complete each is; who was first.
-- depends: 0009-events

-- An index and every count use it: a new rule needs a migration that makes the index anew and
-- queues the days.
create or replace function news.date_doubt(published_at timestamptz, fetched_at timestamptz)
returns text
language sql
immutable
parallel safe
return case
    when published_at - fetched_at > interval '1 day' then 'later than its fetch'
    when published_at < timestamptz '1990-01-01 00:00:00+00' then 'before 1990'
end;
comment on function news.date_doubt is 'Why a date cannot be that of publication, null when it can: more than a day after its page was fetched, or before there was a web.';

create index if not exists articles_date_doubt on news.articles (day)
    where news.date_doubt(published_at, fetched_at) is not null;
-- That hardly any is doubtful: without it the planner takes one in two hundred for sound, and sorts a
-- quarter's articles to find the newest hundred.
create statistics if not exists news.articles_date_doubt_share
on (news.date_doubt(published_at, fetched_at))
from news.articles;
analyze news.articles;

create table if not exists news.periods (
    period text not null check (period in ('week', 'month')),
    starts_on date not null,
    day date not null,
    primary key (period, starts_on, day)
);
comment on table news.periods is 'One row per day that was ever rolled up and period it lies in.';
comment on column news.periods.period is 'week (from Monday) or month.';
comment on column news.periods.starts_on is 'First day of the period.';
comment on column news.periods.day is 'Day.';

alter table news.daily_coverage
    add column if not exists all_articles integer not null default 0,
    add column if not exists all_originals integer not null default 0,
    add column if not exists samples bigint[] not null default '{}';
comment on table news.daily_coverage is 'Articles per day, source, topic, language and script. An article counts once for each of its topics, and once for each topic above those.';
comment on column news.daily_coverage.articles is 'Articles on the topic itself; 0 where all are on topics below it.';
comment on column news.daily_coverage.originals is 'Those that are not syndicated copies.';
comment on column news.daily_coverage.all_articles is 'Articles on the topic or on one below it, each once.';
comment on column news.daily_coverage.all_originals is 'Those that are not syndicated copies.';
comment on column news.daily_coverage.samples is 'Up to three of them: originals first, then the highest score.';
update news.daily_coverage
set all_articles = articles, all_originals = originals
where all_articles = 0;
alter table news.daily_coverage
    drop constraint if exists daily_coverage_articles_check,
    drop constraint if exists daily_coverage_all_articles_check,
    drop constraint if exists daily_coverage_all_originals_check,
    add constraint daily_coverage_articles_check check (articles between 0 and all_articles),
    add constraint daily_coverage_all_articles_check check (all_articles > 0),
    add constraint daily_coverage_all_originals_check check (all_originals between originals and all_articles);
create index if not exists daily_coverage_topic on news.daily_coverage (topic_id, day);
-- With all that coverage_gaps asks of some days of a source.
create index if not exists daily_coverage_source on news.daily_coverage (source_id, day)
    include (topic_id, language, script, all_articles, all_originals);

alter table news.daily_places
    add column if not exists all_articles integer not null default 0,
    add column if not exists all_originals integer not null default 0;
comment on table news.daily_places is 'Articles per day, source, place, language and script. An article counts once for each of its places, and once for each place that those lie in.';
comment on column news.daily_places.articles is 'Articles on the place itself; 0 where all are on places within it.';
comment on column news.daily_places.originals is 'Those that are not syndicated copies.';
comment on column news.daily_places.all_articles is 'Articles on the place or on one within it, each once.';
comment on column news.daily_places.all_originals is 'Those that are not syndicated copies.';
update news.daily_places
set all_articles = articles, all_originals = originals
where all_articles = 0;
alter table news.daily_places
    drop constraint if exists daily_places_articles_check,
    drop constraint if exists daily_places_all_articles_check,
    drop constraint if exists daily_places_all_originals_check,
    add constraint daily_places_articles_check check (articles between 0 and all_articles),
    add constraint daily_places_all_articles_check check (all_articles > 0),
    add constraint daily_places_all_originals_check check (all_originals between originals and all_articles);
create index if not exists daily_places_place on news.daily_places (place_id, day);

-- No check of the counts here: what is inserted may be a difference, which an upsert adds.
create table if not exists news.language_topics (
    period text not null check (period in ('day', 'week', 'month')),
    starts_on date not null,
    region text not null,
    language text not null,
    script text not null,
    topic_id text not null references news.topics (id),
    articles integer not null,
    originals integer not null,
    all_articles integer not null,
    all_originals integer not null,
    primary key (period, starts_on, region, language, script, topic_id)
);
comment on table news.language_topics is 'Articles of all sources of a region per day, week and month, language, script and topic: daily_coverage, summed.';
comment on column news.language_topics.period is 'day, week (from Monday) or month.';
comment on column news.language_topics.starts_on is 'First day of the period.';
comment on column news.language_topics.region is 'Region of the sources.';
comment on column news.language_topics.language is 'BCP 47 primary tag.';
comment on column news.language_topics.script is 'ISO 15924 code.';
comment on column news.language_topics.topic_id is 'Topic.';
comment on column news.language_topics.articles is 'Articles on the topic itself; 0 where all are on topics below it.';
comment on column news.language_topics.originals is 'Those that are not syndicated copies.';
comment on column news.language_topics.all_articles is 'Articles on the topic or on one below it, each once.';
comment on column news.language_topics.all_originals is 'Those that are not syndicated copies.';
create index if not exists language_topics_topic on news.language_topics (topic_id, period, starts_on);

create table if not exists news.language_places (
    period text not null check (period in ('day', 'week', 'month')),
    starts_on date not null,
    region text not null,
    language text not null,
    script text not null,
    place_id text not null references news.places (id),
    articles integer not null,
    originals integer not null,
    all_articles integer not null,
    all_originals integer not null,
    primary key (period, starts_on, region, language, script, place_id)
);
comment on table news.language_places is 'Articles of all sources of a region per day, week and month, language, script and place: daily_places, summed.';
comment on column news.language_places.period is 'day, week (from Monday) or month.';
comment on column news.language_places.starts_on is 'First day of the period.';
comment on column news.language_places.region is 'Region of the sources.';
comment on column news.language_places.language is 'BCP 47 primary tag.';
comment on column news.language_places.script is 'ISO 15924 code.';
comment on column news.language_places.place_id is 'Place.';
comment on column news.language_places.articles is 'Articles on the place itself; 0 where all are on places within it.';
comment on column news.language_places.originals is 'Those that are not syndicated copies.';
comment on column news.language_places.all_articles is 'Articles on the place or on one within it, each once.';
comment on column news.language_places.all_originals is 'Those that are not syndicated copies.';
create index if not exists language_places_place on news.language_places (place_id, period, starts_on);

create table if not exists news.region_topics (
    period text not null check (period in ('day', 'week', 'month')),
    starts_on date not null,
    region text not null,
    topic_id text not null references news.topics (id),
    articles integer not null,
    originals integer not null,
    all_articles integer not null,
    all_originals integer not null,
    primary key (period, starts_on, region, topic_id)
);
comment on table news.region_topics is 'Articles of all sources of a region per day, week and month, and topic: language_topics, summed.';
comment on column news.region_topics.period is 'day, week (from Monday) or month.';
comment on column news.region_topics.starts_on is 'First day of the period.';
comment on column news.region_topics.region is 'Region of the sources.';
comment on column news.region_topics.topic_id is 'Topic.';
comment on column news.region_topics.articles is 'Articles on the topic itself; 0 where all are on topics below it.';
comment on column news.region_topics.originals is 'Those that are not syndicated copies.';
comment on column news.region_topics.all_articles is 'Articles on the topic or on one below it, each once.';
comment on column news.region_topics.all_originals is 'Those that are not syndicated copies.';
create index if not exists region_topics_topic on news.region_topics (topic_id, period, starts_on);

create table if not exists news.topic_baselines (
    day date not null,
    region text not null,
    topic_id text not null references news.topics (id),
    articles integer not null check (articles >= 0),
    originals integer not null check (originals between 0 and articles),
    before integer not null check (before >= 0),
    originals_before integer not null check (originals_before between 0 and before),
    squares bigint not null check (squares >= before),
    originals_squares bigint not null check (originals_squares >= originals_before),
    on_weekdays integer not null check (on_weekdays between 0 and before),
    originals_on_weekdays integer not null check (originals_on_weekdays between 0 and originals_before),
    primary key (day, region, topic_id)
);
comment on table news.topic_baselines is 'Articles of all sources of a region per day and topic that has any on it or in the 28 days before, and what those days had; of these count the days that are there to 0.8 or more, or of which nothing is known.';
comment on column news.topic_baselines.day is 'Day.';
comment on column news.topic_baselines.region is 'Region of the sources.';
comment on column news.topic_baselines.topic_id is 'Topic.';
comment on column news.topic_baselines.articles is 'Articles of the day on the topic or on one below it.';
comment on column news.topic_baselines.originals is 'Those that are not syndicated copies.';
comment on column news.topic_baselines.before is 'Articles of the 28 days before.';
comment on column news.topic_baselines.originals_before is 'Those that are not syndicated copies.';
comment on column news.topic_baselines.squares is 'Squares of the articles of each of these days, summed.';
comment on column news.topic_baselines.originals_squares is 'The same of the originals.';
comment on column news.topic_baselines.on_weekdays is 'Articles of those of these days that are the same weekday.';
comment on column news.topic_baselines.originals_on_weekdays is 'Those that are not syndicated copies.';

create table if not exists news.region_places (
    period text not null check (period in ('day', 'week', 'month')),
    starts_on date not null,
    region text not null,
    place_id text not null references news.places (id),
    articles integer not null,
    originals integer not null,
    all_articles integer not null,
    all_originals integer not null,
    primary key (period, starts_on, region, place_id)
);
comment on table news.region_places is 'Articles of all sources of a region per day, week and month, and place: language_places, summed.';
comment on column news.region_places.period is 'day, week (from Monday) or month.';
comment on column news.region_places.starts_on is 'First day of the period.';
comment on column news.region_places.region is 'Region of the sources.';
comment on column news.region_places.place_id is 'Place.';
comment on column news.region_places.articles is 'Articles on the place itself; 0 where all are on places within it.';
comment on column news.region_places.originals is 'Those that are not syndicated copies.';
comment on column news.region_places.all_articles is 'Articles on the place or on one within it, each once.';
comment on column news.region_places.all_originals is 'Those that are not syndicated copies.';
create index if not exists region_places_place on news.region_places (place_id, period, starts_on);

create table if not exists news.daily_latency (
    day date not null,
    source_id text not null references news.sources (id),
    articles integer not null check (articles > 0),
    half_within interval not null,
    nine_in_ten_within interval not null,
    primary key (day, source_id)
);
comment on table news.daily_latency is 'How long after publication the articles of a day were loaded, per source; of those whose date has a time.';
comment on column news.daily_latency.day is 'Day in the time zone of the source.';
comment on column news.daily_latency.source_id is 'Source.';
comment on column news.daily_latency.articles is 'Articles whose date has a time.';
comment on column news.daily_latency.half_within is 'Time within which half of them were loaded: the median.';
comment on column news.daily_latency.nine_in_ten_within is 'Time within which nine in ten of them were: the 90th percentile.';

create table if not exists news.finished_runs (
    batch_id text primary key references news.batches (id) on delete cascade
);
comment on table news.finished_runs is 'One row per batch whose window is yet to be counted as crawled.';
comment on column news.finished_runs.batch_id is 'Batch.';

create table if not exists news.period_completeness (
    period text not null check (period in ('day', 'week', 'month')),
    starts_on date not null,
    source_id text not null references news.sources (id),
    runs integer not null check (runs >= 0),
    listed integer not null check (listed >= 0),
    loaded integer not null check (loaded >= 0),
    explained integer not null check (explained >= 0),
    missing integer not null check (missing >= 0),
    troubled integer not null check (troubled >= 0),
    days integer not null check (days > 0),
    holes integer not null check (holes between 0 and days),
    completeness real check (completeness between 0 and 1),
    primary key (period, starts_on, source_id)
);
comment on table news.period_completeness is 'How complete the archive is per source and day, week and month. A source has every day from its first run to four weeks after its last, up to yesterday, and any later one that something was listed for.';
comment on column news.period_completeness.period is 'day, week (from Monday) or month.';
comment on column news.period_completeness.starts_on is 'First day of the period.';
comment on column news.period_completeness.source_id is 'Source.';
comment on column news.period_completeness.runs is 'Finished runs whose window touches the day, summed over the days.';
comment on column news.period_completeness.listed is 'URLs of articles proposed.';
comment on column news.period_completeness.loaded is 'Those that are in the archive.';
comment on column news.period_completeness.explained is 'Those left out for a reason that asking again will not change.';
comment on column news.period_completeness.missing is 'Those still to be had.';
comment on column news.period_completeness.troubled is 'Those missing because a request failed or the batch is in quarantine.';
comment on column news.period_completeness.days is 'Days of the period that the source has.';
comment on column news.period_completeness.holes is 'Those that no run was about or that lack more than 5 % of what was listed.';
comment on column news.period_completeness.completeness is 'Mean over the days of the share of the listed that is loaded or explained, 0 to 1: a day that no run was about counts 0, one for which nothing was listed does not count; null when none counts.';
create index if not exists period_completeness_source
    on news.period_completeness (source_id, period, starts_on);
create index if not exists batches_end on news.batches (source_id, window_end)
    where finished_at is not null and window_end - window_start < interval '3653 days';
create index if not exists batches_unfinished on news.batches (source_id) where finished_at is null;
-- Runs about few days are found by where their windows start, the others one by one.
create index if not exists batches_long on news.batches (source_id)
    where window_end - window_start > interval '35 days';

create table if not exists news.region_periods (
    period text not null check (period in ('day', 'week', 'month')),
    starts_on date not null,
    region text not null,
    articles integer not null check (articles >= 0),
    originals integer not null check (originals between 0 and articles),
    source_days integer not null check (source_days >= 0),
    counted integer not null check (counted between 0 and source_days),
    holes integer not null check (holes between 0 and source_days),
    completeness real check (completeness between 0 and 1),
    primary key (period, starts_on, region)
);
comment on table news.region_periods is 'Articles of all sources of a region per day, week and month, and how complete they are.';
comment on column news.region_periods.period is 'day, week (from Monday) or month.';
comment on column news.region_periods.starts_on is 'First day of the period.';
comment on column news.region_periods.region is 'Region of the sources.';
comment on column news.region_periods.articles is 'Articles; each counts once.';
comment on column news.region_periods.originals is 'Those that are not syndicated copies.';
comment on column news.region_periods.source_days is 'Days of the sources that are watched, summed over the sources.';
comment on column news.region_periods.counted is 'Those of them for which something was listed or no run was.';
comment on column news.region_periods.holes is 'Those of them that no run was about or that lack more than 5 % of what was listed.';
comment on column news.region_periods.completeness is 'Mean completeness of those counted, 0 to 1; null when there are none.';

alter table news.linked_stories
    add column if not exists day date,
    add column if not exists sources text[] not null default '{}',
    add column if not exists origin_source_id text references news.sources (id),
    add column if not exists second_id bigint references news.articles (id) on delete set null,
    add column if not exists second_source_id text references news.sources (id),
    add column if not exists lead interval,
    add column if not exists is_timed boolean not null default false;
comment on column news.linked_stories.day is 'Day of the origin.';
comment on column news.linked_stories.sources is 'Sources that carry it, sorted.';
comment on column news.linked_stories.origin_source_id is 'Source of the origin.';
comment on column news.linked_stories.second_id is 'Article of another source that appeared first after the origin, null when only one source carries it.';
comment on column news.linked_stories.second_source_id is 'Its source.';
comment on column news.linked_stories.lead is 'Time from the origin to the second. An article whose day alone is known counts as of the end of that day, or of its first fetch if that is earlier.';
comment on column news.linked_stories.is_timed is 'Whether both dates have a time, so that lead is exact.';
create index if not exists linked_stories_day on news.linked_stories (day);
create index if not exists linked_stories_second on news.linked_stories (second_id);

-- The stories there are get what the linker will write of the next ones.
with carried as (
    select
        m.story_id, m.is_origin, a.id, a.source_id, a.url, a.day, moments.at,
        coalesce(a.published_precision <> 'day' and doubts.doubt is null, false) as is_timed
    from news.story_articles as m
    join news.articles as a on a.id = m.article_id
    cross join lateral (select news.date_doubt(a.published_at, a.fetched_at) as doubt) as doubts
    cross join lateral (
        select
            case
                when doubts.doubt is not null then a.first_fetched_at
                when a.published_precision = 'day'
                    then greatest(a.appeared_at, least(a.appeared_at + interval '24 hours', a.first_fetched_at))
                else a.appeared_at
            end as at
    ) as moments
),
seconds as (
    select distinct on (o.story_id)
        o.story_id, o.day, o.source_id as origin_source_id,
        s.id as second_id, s.source_id as second_source_id, s.at - o.at as lead,
        o.is_timed and coalesce(s.is_timed, false) as is_timed
    from carried as o
    left join carried as s on s.story_id = o.story_id and s.source_id <> o.source_id
    where o.is_origin
    order by o.story_id, s.at, s.source_id, s.url
),
carriers as (
    select story_id, array_agg(distinct source_id order by source_id) as sources
    from carried
    group by story_id
)
update news.linked_stories as l
set
    day = seconds.day,
    sources = carriers.sources,
    origin_source_id = seconds.origin_source_id,
    second_id = seconds.second_id,
    second_source_id = seconds.second_source_id,
    lead = seconds.lead,
    is_timed = seconds.is_timed
from seconds
join carriers on carriers.story_id = seconds.story_id
where l.id = seconds.story_id;

-- Every day is counted anew, once.
insert into news.changed_days (source_id, day)
select source_id, day
from news.articles
union
select source_id, day
from news.daily_completeness
on conflict (source_id, day) do nothing;

insert into news.finished_runs (batch_id)
select id
from news.batches
on conflict (batch_id) do nothing;
