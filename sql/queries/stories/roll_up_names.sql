-- Count the names of the days taken again, and what differs into the totals: the cost follows the
-- names of those days, whatever the archive holds of them. What is changed is in the order of its
-- index, so that each page is read once.
create temporary table counted_names on commit drop as
select
    c.day, c.source_id, n.kind, n.name,
    count(*) as articles,
    count(*) filter (where c.is_original) as originals
from counted_articles as c
join news.article_names as n on n.article_id = c.id
group by c.day, c.source_id, n.kind, n.name;

create temporary table counted_before on commit drop as
select d.day, d.kind, d.name, d.source_id, d.articles
from taken_days as t
join news.daily_names as d on d.source_id = t.source_id and d.day = t.day;

analyze counted_names;
analyze counted_before;

create temporary table changed_names on commit drop as
select
    now.kind, now.name, now.source_id, now.more,
    s.articles is null as is_new,
    s.articles + now.more = 0 as is_gone
from (
    select kind, name, source_id, sum(articles)::integer as more
    from (
        select kind, name, source_id, articles
        from counted_names
        union all
        select kind, name, source_id, -articles
        from counted_before
    ) as either
    group by kind, name, source_id
    having sum(articles) <> 0
    order by kind, name, source_id
) as now
-- Each is looked up; a join would read those of the whole archive.
left join lateral (
    select k.articles
    from news.name_sources as k
    where k.kind = now.kind
        and k.name = now.name
        and k.source_id = now.source_id
    offset 0
) as s on true;

-- A name whose first or last day may have gone is looked up, the others only grow.
create temporary table grown_names on commit drop as
with told as (
    select kind, name, min(day) as first_day, max(day) as last_day
    from counted_names
    group by kind, name
),
lost as (
    select b.kind, b.name, min(b.day) as first_day, max(b.day) as last_day
    from counted_before as b
    where not exists (
        select
        from counted_names as n
        where n.kind = b.kind
            and n.name = b.name
            and n.day = b.day
    )
    group by b.kind, b.name
),
changes as (
    select
        kind, name,
        sum(more) as more,
        count(*) filter (where is_new) - count(*) filter (where is_gone) as sources
    from changed_names
    group by kind, name
),
grown as (
    select
        kind, name,
        coalesce(c.more, 0) as more,
        coalesce(c.sources, 0) as sources,
        told.first_day,
        told.last_day,
        lost.first_day as first_lost,
        lost.last_day as last_lost
    from told
    full join lost using (kind, name)
    full join changes as c using (kind, name)
)
select
    g.kind, g.name, g.more, g.sources, g.first_day, g.last_day,
    t.articles is null as is_new,
    coalesce(g.first_lost = t.first_day or g.last_lost = t.last_day, false) as is_lost
from grown as g
left join lateral (
    select k.articles, k.first_day, k.last_day
    from news.name_totals as k
    where k.kind = g.kind
        and k.name = g.name
    offset 0
) as t on true;

analyze changed_names;
analyze grown_names;

-- From here on what changes is looked up by its key, never joined to all there is.
set local enable_hashjoin = off;
set local enable_mergejoin = off;

delete from news.daily_names as d
using taken_days as t
where d.source_id = t.source_id
    and d.day = t.day;

insert into news.daily_names (day, source_id, kind, name, articles, originals)
select day, source_id, kind, name, articles, originals
from counted_names
order by day, kind, name, source_id;

delete from news.name_sources as s
using changed_names as c
where c.is_gone
    and s.kind = c.kind
    and s.name = c.name
    and s.source_id = c.source_id;

update news.name_sources as s
set articles = s.articles + c.more
from changed_names as c
where not c.is_new
    and not c.is_gone
    and s.kind = c.kind
    and s.name = c.name
    and s.source_id = c.source_id;

insert into news.name_sources (kind, name, source_id, articles)
select kind, name, source_id, more
from changed_names
where is_new
order by kind, name, source_id;

delete from news.name_totals as t
using grown_names as g
where t.kind = g.kind
    and t.name = g.name
    and t.articles + g.more = 0;

update news.name_totals as t
set
    articles = t.articles + g.more,
    sources = t.sources + g.sources,
    first_day = least(t.first_day, g.first_day),
    last_day = greatest(t.last_day, g.last_day)
from grown_names as g
where not g.is_new
    and t.kind = g.kind
    and t.name = g.name
    and (g.more, g.sources, least(t.first_day, g.first_day), greatest(t.last_day, g.last_day))
        is distinct from (0, 0, t.first_day, t.last_day);

insert into news.name_totals (kind, name, articles, sources, first_day, last_day)
select kind, name, more, sources, first_day, last_day
from grown_names
where is_new
    and more > 0
order by kind, name;

-- After very many, as of a whole archive, the planner has to know what the table holds now.
do $$
begin
    if (select count(*) from grown_names where is_lost) >= 1000 then
        analyze news.daily_names;
    end if;
end
$$;

update news.name_totals as t
set first_day = days.first_day, last_day = days.last_day
from (
    select
        g.kind, g.name,
        (
            select d.day
            from news.daily_names as d
            where d.kind = g.kind and d.name = g.name
            order by d.month, d.day
            limit 1
        ) as first_day,
        (
            select d.day
            from news.daily_names as d
            where d.kind = g.kind and d.name = g.name
            order by d.month desc, d.day desc
            limit 1
        ) as last_day
    from grown_names as g
    where g.is_lost
) as days
where t.kind = days.kind
    and t.name = days.name;

set local enable_hashjoin = on;
set local enable_mergejoin = on;
