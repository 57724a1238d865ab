-- Purpose: which days make up a day, a week or a month, for views that count by period.
-- Grain: period x its first day x day that was ever rolled up.
create or replace view news.calendar as
select 'day' as period, d.day as starts_on, d.day
from (select distinct day from news.periods where period = 'month') as d
union all
select period, starts_on, day
from news.periods;

comment on view news.calendar is 'Each day that was rolled up three times: for itself, its week and its month.';
comment on column news.calendar.period is 'day, week (from Monday) or month.';
comment on column news.calendar.starts_on is 'First day of the period.';
comment on column news.calendar.day is 'Day.';
