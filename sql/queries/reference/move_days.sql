-- Before a source takes another time zone: its articles and listed URLs move to the days of the new
-- one, and what was counted and linked by the old days is queued. Before it goes to another region:
-- all its days are queued.

create temporary table shifted_articles on commit drop as
select
    a.id,
    a.source_id,
    a.day as old_day,
    (a.appeared_at at time zone (line ->> 'timezone'))::date as new_day
from news.sources as kept
join staged_sources on line ->> 'id' = kept.id and line ->> 'timezone' <> kept.timezone
join news.articles as a on a.source_id = kept.id
where a.day <> (a.appeared_at at time zone (line ->> 'timezone'))::date;

analyze shifted_articles;

-- How the days are tagged to which articles move; first of all, in the order of a load.
insert into news.tagged_days (source_id, day, taxonomy)
select
    a.source_id, a.new_day,
    case when count(distinct t.taxonomy) = 1 and count(*) = count(t.taxonomy) then min(t.taxonomy) end
from shifted_articles as a
left join news.tagged_days as t on t.source_id = a.source_id and t.day = a.old_day
group by a.source_id, a.new_day
order by a.source_id, a.new_day
on conflict (source_id, day) do update set
    taxonomy = null
where tagged_days.taxonomy is distinct from excluded.taxonomy;

with regrouped as (
    select kept.id
    from news.sources as kept
    join staged_sources on line ->> 'id' = kept.id
    where (line ->> 'timezone', line ->> 'region') is distinct from (kept.timezone, kept.region)
),
relisted as (
    select
        f.source_id,
        f.url,
        f.day as old_day,
        (coalesce(f.published_at, f.first_seen) at time zone (line ->> 'timezone'))::date as new_day
    from news.sources as kept
    join staged_sources on line ->> 'id' = kept.id and line ->> 'timezone' <> kept.timezone
    join news.frontier as f on f.source_id = kept.id
    where f.day <> (coalesce(f.published_at, f.first_seen) at time zone (line ->> 'timezone'))::date
),
linked as (
    insert into news.link_queue (article_id)
    select id from shifted_articles
    order by id
    on conflict (article_id) do update set queued_at = excluded.queued_at
),
queued as (
    insert into staged_days (source_id, day)
    select source_id, old_day from shifted_articles
    union
    select source_id, new_day from shifted_articles
    union
    select source_id, old_day from relisted
    union
    select source_id, new_day from relisted
    union
    select r.id, d.day
    from regrouped as r
    cross join lateral (
        select day
        from news.daily_totals
        where source_id = r.id
        offset 0
    ) as d
    union
    select r.id, c.starts_on
    from regrouped as r
    cross join lateral (
        select starts_on
        from news.period_completeness
        where source_id = r.id
            and period = 'day'
        offset 0
    ) as c
),
listed as (
    update news.frontier as f
    set day = relisted.new_day
    from relisted
    where f.source_id = relisted.source_id
        and f.url = relisted.url
)
update news.articles as a
set day = shifted.new_day, updated_at = now()
from shifted_articles as shifted
where shifted.id = a.id;

-- What led from an article to others goes with it: the linker does so where it has a text to read.
update news.event_marks as m
set day = shifted.new_day
from shifted_articles as shifted
where shifted.id = m.article_id;

update news.event_pairs as p
set day = least(a.day, b.day)
from (
    select pair.first_id, pair.second_id
    from shifted_articles as shifted
    join news.event_pairs as pair on pair.first_id = shifted.id
    union
    select pair.first_id, pair.second_id
    from shifted_articles as shifted
    join news.event_pairs as pair on pair.second_id = shifted.id
) as met
join news.articles as a on a.id = met.first_id
join news.articles as b on b.id = met.second_id
where p.first_id = met.first_id
    and p.second_id = met.second_id
    and p.day <> least(a.day, b.day);
