-- depends: search_request search_best search_pattern search_snippet
-- Purpose: search the articles, in English, Portuguese and Chinese of either script.
-- Grain: article, the best first: news.search('"Bay Area" OR Hengqin', since => '2026-11-01').
--
-- Query: words mean all of them, in any of their forms; "words in quotation marks" stand together,
-- as the characters of a Chinese word do; OR divides alternatives and binds loosest; -word must not
-- be there. Any text is a query, and one that asks for nothing finds nothing. Where none of the
-- newest twelve weeks has the Chinese and the other words together, either of them is looked for.
-- Filters: days from `since` to before `until`; region of the source; source; language, as en or
-- with its script, as zh-Hant; topic and place, with all below them. `most` is between 1 and 500.
-- Order: of the newest 300 that answer, or `most` if that is more, those whose title says it, then those that say it often and
-- close together, the newer a little before the older. What that means for common words stands at
-- search_candidates.
-- It runs with its owner's rights: whoever may execute it may read what it returns.
create or replace function news.search(
    query text,
    since date default null,
    until date default null,
    source text default null,
    language text default null,
    topic text default null,
    place text default null,
    region text default null,
    most integer default 50
) returns setof news.search_result
language plpgsql
stable security definer rows 50
set search_path = pg_catalog, pg_temp
as $$
declare
    newest constant date := least(until - 1, current_date + 1);
    filters tsquery;
    sources text[];
    topics text[];
    places text[];
    asked record;
    either record;
    english text;
    portuguese text;
begin
    -- What else a filter says is the name of none, and would not stand in a tsquery as it is.
    if source !~ '^[a-z0-9_]+$' or language !~ '^[A-Za-z0-9-]+$' then
        return;
    end if;
    filters := nullif(
        concat_ws('&', '''source=' || source || '''', '''language=' || language || ''''), ''
    )::tsquery;
    if region is not null then
        sources := array(select s.id from news.sources as s where s.region = search.region);
    end if;
    if topic is not null then
        topics := array(
            with recursive below (id) as (
                values (topic)
                union
                select t.id from news.topics as t join below on t.parent_id = below.id
            )
            select below.id from below
        );
    end if;
    if place is not null then
        places := array(
            with recursive below (id) as (
                values (place)
                union
                select p.id from news.places as p join below on p.parent_id = below.id
            )
            select below.id from below
        );
    end if;
    select r.exact, r.wide, r.ranked, r.english, r.portuguese
    into asked
    from news.search_request(query, false) as r;
    if asked.exact is null then
        return;
    end if;
    select r.exact, r.wide, r.ranked, r.english, r.portuguese
    into either
    from news.search_request(query, true) as r;
    if asked.exact <> either.exact and not exists (
        select
        from news.search_candidates(
            asked.exact, asked.wide, asked.ranked, filters,
            greatest(since, newest - 83), newest, sources, topics, places, 1
        )
    ) then
        asked := either;
    end if;
    english := news.search_pattern(asked.english);
    portuguese := news.search_pattern(asked.portuguese);
    return query
    select
        a.id,
        a.source_id,
        s.name,
        a.url,
        a.title,
        a.published_at,
        a.appeared_at,
        a.day,
        a.language,
        a.script,
        best.score,
        case a.language
            when 'pt' then
                news.search_snippet(
                    a.title, t.body, 'portuguese', portuguese, asked.portuguese
                )
            else news.search_snippet(a.title, t.body, 'english', english, asked.english)
        end
    from news.search_best(
        asked.exact, asked.wide, asked.ranked, filters, since, until - 1, sources, topics, places,
        least(greatest(coalesce(most, 50), 1), 500)
    ) as best
    join news.articles as a on a.id = best.article_id
    join news.sources as s on s.id = a.source_id
    left join news.texts as t
        on t.article_id = a.id
        and t.text_digest = a.text_digest
        and t.month = a.month
    order by best.place;
end
$$;

comment on function news.search is 'Search the articles'' titles and texts; the best first, with snippets. sql/functions/search.sql tells of queries, filters and order.';
