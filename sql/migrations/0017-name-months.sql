-- Names by month: a day's are written into that month's part of the index, not all over the archive's.
-- depends: 0016-lists

drop index if exists news.daily_names_name;
alter table news.daily_names add column if not exists month date not null generated always as (
    date_trunc('month', day::timestamp)::date
) stored;
comment on column news.daily_names.month is 'First day of the month of day, by which the index of names is divided.';
-- What is asked of a name is looked up month by month: a skip scan.
create index daily_names_name on news.daily_names (month, kind, name, day) include (articles);
analyze news.daily_names;
