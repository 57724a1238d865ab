-- Pair some articles with those in other languages that may report the same event.
-- Names and figures lead to them: each weighs as in same_event, by how many originals of the near
-- days tell it so far. When more come to tell it, it can only lose: what falls short here would do
-- so there, in whatever order they come. Five eighths are enough here, for some may go again, too.
-- A mark that 64 tell weighs nothing and leads nowhere, which bounds what an article costs; an order
-- that the index has, and `offset 0`, keep the planner from reading more than that.
with met as (
    select
        least(mine.article_id, near.article_id) as a_id,
        greatest(mine.article_id, near.article_id) as b_id,
        mine.kind,
        mine.mark,
        least(mine.strength, near.strength) * (6 - log(2, near.articles)) / 5 as weight
    from news.event_marks as mine
    cross join lateral (
        select told.article_id, told.language, told.strength, told.currency, count(*) over () as articles
        from (
            select m.article_id, m.language, m.strength, m.currency
            from news.event_marks as m
            where m.kind = mine.kind
                and m.mark = mine.mark
                and m.day between mine.day - %(days)s and mine.day + %(days)s
            order by m.day, m.article_id
            limit 64
        ) as told
    ) as near
    where mine.article_id = any(%(ids)s::bigint[])
        and mine.kind in ('name', 'figure')
        and near.articles < 64
        and near.language <> mine.language
        and (near.currency = mine.currency) is not false
),
led as (
    -- Of two that are both looked at, a mark is met from either side.
    select a_id, b_id, sum(weight) as weight, count(distinct kind) as kinds
    from (
        select a_id, b_id, kind, mark, max(weight) as weight
        from met
        group by a_id, b_id, kind, mark
    ) as once
    group by a_id, b_id
    having sum(weight) >= 0.5
),
agreed as (
    select led.a_id, led.b_id
    from led
    left join lateral (
        select one.kind, least(one.strength, other.strength) as weight
        from (
            select kind, mark, strength
            from news.event_marks
            where article_id = led.a_id
            offset 0
        ) as one
        join (
            select kind, mark, strength
            from news.event_marks
            where article_id = led.b_id
            offset 0
        ) as other on other.kind = one.kind and other.mark = one.mark
        where one.kind in ('place', 'day')
    ) as also on true
    group by led.a_id, led.b_id, led.weight, led.kinds
    having led.weight + coalesce(sum(also.weight), 0) >= 1
        and led.kinds + count(distinct also.kind) >= 2
)
insert into news.event_pairs (first_id, second_id, day)
select
    case when ordered.as_is then a.id else b.id end,
    case when ordered.as_is then b.id else a.id end,
    least(a.day, b.day)
from agreed
join news.articles as a on a.id = agreed.a_id
join news.articles as b on b.id = agreed.b_id
cross join lateral (
    select (a.appeared_at, a.source_id, a.url) < (b.appeared_at, b.source_id, b.url) as as_is
) as ordered
order by 1, 2
on conflict (first_id, second_id) do nothing;
