-- Purpose: what the press of one language reports that the press of another reports too.
-- Grain: pair of originals in different languages (en, zh, pt) that report one event.
-- They share marks: places, days, names in Latin script, figures. A mark weighs its strength times
-- its rarity: 1 when no third original tells it in near days, a fifth less each time twice as many
-- do, nothing from 64 on. Two kinds of marks and a score of 1.6 make one event, half of it from
-- names and figures: more than an exact figure and a small place that stand nowhere else. Rarity is
-- counted as the view is read, so the pairs of a day settle when its articles are there, whatever
-- their order. A syndicated copy reports what the origin of its story does: see news.stories.
create or replace view news.same_event as
select
    p.day,
    p.first_id,
    a.source_id as first_source_id,
    first_source.name as first_source,
    a.language as first_language,
    a.title as first_title,
    a.url as first_url,
    a.appeared_at as first_appeared_at,
    p.second_id,
    b.source_id as second_source_id,
    second_source.name as second_source,
    b.language as second_language,
    b.title as second_title,
    b.url as second_url,
    b.appeared_at as second_appeared_at,
    b.appeared_at - a.appeared_at as later_by,
    found.score,
    jsonb_strip_nulls(
        jsonb_build_object(
            'places', found.places,
            'names', found.names,
            'figures', found.figures,
            'days', found.days
        )
    ) as evidence
from news.event_pairs as p
join news.articles as a on a.id = p.first_id
join news.articles as b on b.id = p.second_id
join news.sources as first_source on first_source.id = a.source_id
join news.sources as second_source on second_source.id = b.source_id
cross join lateral (
    select
        round(sum(shared.weight)::numeric, 2) as score,
        count(distinct shared.kind) as kinds,
        sum(shared.weight) filter (where shared.kind in ('name', 'figure')) as told,
        jsonb_agg(shared.shown order by shared.weight desc, shared.mark)
            filter (where shared.kind = 'place') as places,
        jsonb_agg(shared.shown order by shared.weight desc, shared.mark)
            filter (where shared.kind = 'name') as names,
        jsonb_agg(shared.shown order by shared.weight desc, shared.mark)
            filter (where shared.kind = 'figure') as figures,
        jsonb_agg(shared.shown order by shared.weight desc, shared.mark)
            filter (where shared.kind = 'day') as days
    from (
        select
            one.kind,
            one.mark,
            weighed.weight,
            jsonb_build_object(
                one.kind, one.mark,
                a.language, one.told,
                b.language, other.told,
                'articles', near.articles,
                'weight', round(weighed.weight::numeric, 2)
            ) as shown
        -- Each through the index of articles: `offset 0` keeps the planner from anything else.
        from (
            select kind, mark, told, strength, currency
            from news.event_marks
            where article_id = p.first_id
            offset 0
        ) as one
        join (
            select kind, mark, told, strength, currency
            from news.event_marks
            where article_id = p.second_id
            offset 0
        ) as other
            on other.kind = one.kind
            and other.mark = one.mark
            and (other.currency = one.currency) is not false
        cross join lateral (
            select count(*) as articles
            from (
                select
                from news.event_marks as m
                where m.kind = one.kind
                    and m.mark = one.mark
                    and m.day between p.day - 2 and p.day + 4
                order by m.day, m.article_id
                limit 64
            ) as told
        ) as near
        cross join lateral (
            select
                least(one.strength, other.strength) * (6 - log(2, greatest(near.articles, 2))) / 5
                    as weight
        ) as weighed
        where near.articles < 64
    ) as shared
) as found
where found.kinds >= 2
    and found.score >= 1.6
    and found.told >= 0.8;

comment on view news.same_event is 'Pairs of originals in different languages that report one event, with what both tell as the evidence.';
comment on column news.same_event.day is 'Day of the earlier of the two.';
comment on column news.same_event.first_id is 'Article that appeared first.';
comment on column news.same_event.first_source_id is 'Its source.';
comment on column news.same_event.first_source is 'Name of its source.';
comment on column news.same_event.first_language is 'Its language: en, zh (both scripts) or pt.';
comment on column news.same_event.first_title is 'Its headline.';
comment on column news.same_event.first_url is 'Its canonical URL.';
comment on column news.same_event.first_appeared_at is 'When it was published, else first fetched.';
comment on column news.same_event.second_id is 'The other article.';
comment on column news.same_event.second_source_id is 'Its source.';
comment on column news.same_event.second_source is 'Name of its source.';
comment on column news.same_event.second_language is 'Its language.';
comment on column news.same_event.second_title is 'Its headline.';
comment on column news.same_event.second_url is 'Its canonical URL.';
comment on column news.same_event.second_appeared_at is 'When it was published, else first fetched.';
comment on column news.same_event.later_by is 'Time from the first to the second.';
comment on column news.same_event.score is 'Weights of all they share, summed; 1.6 or more.';
comment on column news.same_event.evidence is 'places, names, figures and days that both tell, each as it stands in either text, with how many articles of the near days tell it and what it weighs.';
