-- What a dashboard asks: 90 days of one region, with and without a topic, a source or a language.
-- Those named (export) ask for every row of every source, as analysts do: a dashboard asks for the
-- sums of a region.

-- name: coverage_by_topic, all (export)
select starts_on, topic_id, sum(all_articles), sum(all_originals), min(completeness)
from news.coverage_by_topic
where period = 'day' and starts_on between %(since)s and %(until)s and region = 'bench'
group by starts_on, topic_id;

-- name: coverage_by_topic, one topic
select starts_on, source_id, sum(all_articles), sum(all_originals), min(completeness)
from news.coverage_by_topic
where period = 'day' and starts_on between %(since)s and %(until)s and region = 'bench' and topic_id = %(topic)s
group by starts_on, source_id;

-- name: coverage_by_topic, one source
select starts_on, topic_id, all_articles, all_originals, completeness
from news.coverage_by_topic
where period = 'day' and starts_on between %(since)s and %(until)s and source_id = %(source)s;

-- name: coverage_by_topic, one source by week
select starts_on, topic_id, all_articles, all_originals, completeness
from news.coverage_by_topic
where period = 'week' and starts_on between %(since)s and %(until)s and source_id = %(source)s;

-- name: coverage_by_topic, one topic by month
select starts_on, source_id, all_articles, all_originals, completeness
from news.coverage_by_topic
where period = 'month' and starts_on between %(since)s and %(until)s and topic_id = %(topic)s;

-- name: coverage_by_place, one source
select starts_on, place_id, all_articles, all_originals, completeness
from news.coverage_by_place
where period = 'day' and starts_on between %(since)s and %(until)s and source_id = %(source)s;

-- name: region_by_topic, all
select starts_on, topic_id, all_articles, all_originals, share, completeness
from news.region_by_topic
where period = 'day' and starts_on between %(since)s and %(until)s and region = 'bench';

-- name: region_by_topic, by week
select starts_on, topic_id, all_articles, all_originals, share, completeness
from news.region_by_topic
where period = 'week' and starts_on between %(since)s and %(until)s and region = 'bench';

-- name: region_by_place, all (export)
select starts_on, place_id, all_articles, all_originals, share, completeness
from news.region_by_place
where period = 'day' and starts_on between %(since)s and %(until)s and region = 'bench';

-- name: heat map, subjects by day
select starts_on, topic_id, topic, all_articles, all_originals, completeness, holes
from news.region_by_topic
where period = 'day' and starts_on between %(since)s and %(until)s and region = 'bench'
    and parent_topic_id is null
order by starts_on, topic_id;

-- name: heat map, 28 days
select starts_on, topic_id, topic, all_articles, all_originals, completeness, holes
from news.region_by_topic
where period = 'day' and starts_on between %(month)s and %(until)s and region = 'bench'
order by starts_on, topic_id;

-- name: heat map, one language
select starts_on, topic_id, topic, all_articles, all_originals, completeness, holes
from news.language_by_topic
where period = 'day' and starts_on between %(since)s and %(until)s and region = 'bench'
    and language = 'zh' and script = 'Hant'
order by starts_on, topic_id;

-- name: heat map, one language by week
select starts_on, topic_id, sum(all_articles), sum(all_originals)
from news.language_by_topic
where period = 'week' and starts_on between %(since)s and %(until)s and region = 'bench' and language = 'zh'
group by starts_on, topic_id;

-- name: heat map, one source
select starts_on, topic_id, sum(all_articles), sum(all_originals), avg(completeness)
from news.coverage_by_topic
where period = 'day' and starts_on between %(since)s and %(until)s and region = 'bench' and source_id = %(source)s
group by starts_on, topic_id;

-- name: places, of a region
select place_id, place, kind, parent_place_id, sum(all_articles), sum(all_originals)
from news.region_by_place
where period = 'day' and starts_on between %(since)s and %(until)s and region = 'bench'
group by place_id, place, kind, parent_place_id;

-- name: places, of one language
select place_id, place, kind, parent_place_id, sum(all_articles), sum(all_originals)
from news.language_by_place
where period = 'day' and starts_on between %(since)s and %(until)s and region = 'bench'
    and language = 'zh' and script = 'Hant'
group by place_id, place, kind, parent_place_id;

-- name: places, of one source
select place_id, place, kind, parent_place_id, sum(all_articles), sum(all_originals)
from news.coverage_by_place
where period = 'day' and starts_on between %(since)s and %(until)s and source_id = %(source)s
group by place_id, place, kind, parent_place_id;

-- name: voices on a topic
select source_id, source, sum(all_articles), sum(all_originals)
from news.coverage_by_topic
where period = 'day' and starts_on between %(since)s and %(until)s and region = 'bench' and topic_id = %(topic)s
group by source_id, source;

-- name: voices in all
select source_id, source, sum(articles), sum(originals)
from news.coverage_by_source
where period = 'day' and starts_on between %(since)s and %(until)s and region = 'bench' and articles > 0
group by source_id, source;

-- name: completeness of a region by day
select c.day, count(distinct c.source_id), sum(c.listed), sum(c.missing), avg(c.share)
from news.coverage_completeness as c
where c.day between %(since)s and %(until)s
group by c.day;

-- name: source_health, all
select source_id, last_success, newest_article, articles_7_days, completeness_7_days, healthy
from news.source_health;

-- name: latest_articles, a hundred
select id, appeared_at, source, title, url, topics, places
from news.latest_articles
limit 100;

-- name: coverage_by_source, all
select starts_on, source_id, articles, originals, completeness
from news.coverage_by_source
where period = 'day' and starts_on between %(since)s and %(until)s and region = 'bench';

-- name: coverage_by_source, by month
select starts_on, source_id, articles, originals, completeness
from news.coverage_by_source
where period = 'month' and starts_on between %(since)s and %(until)s and region = 'bench';

-- name: coverage_by_language, all
select starts_on, language, script, articles, originals, completeness
from news.coverage_by_language
where period = 'day' and starts_on between %(since)s and %(until)s and region = 'bench';

-- name: coverage_completeness, all
select day, source_id, share, status
from news.coverage_completeness
where day between %(since)s and %(until)s;

-- name: share_of_voice, in all by month
select starts_on, source_id, articles, share, originals, share_of_originals, completeness
from news.share_of_voice
where period = 'month' and starts_on between %(since)s and %(until)s and region = 'bench' and topic_id is null;

-- name: share_of_voice, one topic by day
select starts_on, source_id, articles, share, originals, share_of_originals, completeness
from news.share_of_voice
where period = 'day' and starts_on between %(since)s and %(until)s and region = 'bench' and topic_id = %(topic)s;

-- name: share_of_voice, one topic by month
select starts_on, source_id, articles, share, originals, share_of_originals, completeness
from news.share_of_voice
where period = 'month' and starts_on between %(since)s and %(until)s and region = 'bench' and topic_id = %(topic)s;

-- name: coverage_gaps, all
select source_id, topic_id, language, script, share, peers_mean, z, verdict
from news.coverage_gaps
where region = 'bench';

-- name: topic_bursts, all
select day, topic_id, articles, expected, z, verdict
from news.topic_bursts
where day between %(since)s and %(until)s and region = 'bench';

-- name: topic_bursts, a week
select day, topic_id, articles, expected, z, verdict
from news.topic_bursts
where day between %(week)s and %(until)s and region = 'bench';

-- name: topic_bursts, one topic
select day, articles, expected, z, verdict
from news.topic_bursts
where day between %(since)s and %(until)s and region = 'bench' and topic_id = %(topic)s;

-- name: topic_trend, all
select day, topic_id, mean_7_days, change
from news.topic_trend;

-- name: first_to_report, one source
select day, title, second_source, lead, is_timed
from news.first_to_report
where day between %(since)s and %(until)s and source_id = %(source)s
order by day desc
limit 50;

-- name: firsts_by_source, by month
select starts_on, source_id, told, firsts, median_lead
from news.firsts_by_source
where period = 'month' and starts_on between %(since)s and %(until)s and region = 'bench';

-- name: first_to_report_events, a day
select day, source_id, second_source_id, lead
from news.first_to_report_events
where day = %(until)s;

-- name: load_latency, all
select day, source_id, p50, p90
from news.load_latency
where day between %(since)s and %(until)s and region = 'bench';

-- name: headline_samples, one cell
select number, title
from news.headline_samples
where day = %(until)s and topic_id = %(topic)s and source_id = %(source)s;

-- name: headline_samples, one topic of a week
select day, source_id, number, title
from news.headline_samples
where day between %(week)s and %(until)s and topic_id = %(topic)s;

-- name: implausible_dates, all
select article_id, why
from news.implausible_dates
where day between %(since)s and %(until)s;

-- name: stories, the largest
select story_id, articles
from news.stories
where day between %(week)s and %(until)s
order by articles desc
limit 50;

-- name: syndication, a month
select from_source_id, to_source_id, articles, usually_after
from news.syndication
where period = 'month' and starts_on = date_trunc('month', %(month)s);

-- name: names, the most frequent
select kind, name, shown, articles, last_30_days
from news.names
where kind = 'organisation'
order by articles desc
limit 50;

-- name: coverage_by_name, one name
select day, source_id, articles, originals
from news.coverage_by_name
where day between %(since)s and %(until)s and kind = 'organisation' and name = %(name)s;

-- name: articles_by_name, one name
select article_id, title, appeared_at
from news.articles_by_name
where kind = 'organisation' and name = %(name)s
order by article_id desc
limit 50;

-- name: same_event, a day
select first_id, second_id, score
from news.same_event
where day = %(until)s;

-- name: discovery_yield, one source
select way, listed, loaded, missing
from news.discovery_yield
where source_id = %(source)s;
