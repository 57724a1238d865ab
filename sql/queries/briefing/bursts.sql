-- Topics that were in the news far more than their 28 days before let expect. One row per topic and
-- day of a region with the verdict burst.
select topic_id, day
from news.topic_bursts
where region = %(region)s
    and day between %(since)s and %(until)s
    and verdict = 'burst'
order by topic_id, day;
