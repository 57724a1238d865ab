-- The texts that most sources carry, and how many such texts there are. One row per story that two
-- sources or more carry, the most carried first, at most five.
select
    f.title, f.url, a.language, a.script, f.source, f.second_source, f.source_count, f.articles,
    f.lead, f.is_timed and f.lead > '0' as is_told, f.day,
    count(*) over () as stories,
    count(*) filter (where f.is_timed and f.lead > '0') over () as told
from news.first_to_report as f
join news.articles as a on a.id = f.article_id
where f.region = %(region)s
    and f.day between %(since)s and %(until)s
order by f.source_count desc, f.articles desc, f.day, f.story_id
limit 5;
