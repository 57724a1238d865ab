-- Purpose: what a source changed in its articles after they were published, and how long after.
-- Grain: change of an article's text, as the crawls saw it.
-- Paragraphs are compared whole: one that was edited is both taken out and put in. Where the texts are
-- kept no longer the headlines alone are compared.
-- Of each text the first and the last time that it was seen are known: one that comes back after another
-- is a change too.
create or replace view news.article_revisions as
with versions as (
    select
        r.article_id, r.title, r.text_digest, r.words, r.fetched_at, r.last_fetched_at, r.batch_id,
        false as is_current
    from news.revisions as r
    union all
    select
        a.id, a.title, a.text_digest, a.words, a.fetched_at, a.last_fetched_at, a.batch_id,
        true
    from news.articles as a
    where exists (select from news.revisions as r where r.article_id = a.id)
),
sightings as (
    select
        v.*,
        seen.at,
        lag(v.title) over earlier as title_before,
        lag(v.text_digest) over earlier as digest_before,
        lag(v.words) over earlier as words_before,
        lag(seen.at) over earlier as seen_before
    from versions as v
    cross join lateral (values (v.fetched_at), (v.last_fetched_at)) as seen (at)
    window earlier as (
        partition by v.article_id order by seen.at, v.is_current, v.fetched_at, v.text_digest
    )
),
changes as (
    select
        s.*,
        row_number() over (
            partition by s.article_id order by s.at, s.is_current, s.fetched_at, s.text_digest
        ) as change
    from sightings as s
    where s.text_digest <> s.digest_before
)
select
    a.source_id,
    s.name as source,
    c.article_id,
    a.url,
    c.change::integer as change,
    a.published_at,
    c.seen_before,
    c.at as seen_at,
    c.at - a.appeared_at as after,
    c.title_before,
    c.title,
    c.words_before,
    c.words,
    out.lines as removed,
    came.lines as added,
    concat_ws(
        E'\n',
        case when c.title <> c.title_before then '- ' || c.title_before end,
        case when c.title <> c.title_before then '+ ' || c.title end,
        (select string_agg('- ' || line, E'\n' order by n) from unnest(out.lines) with ordinality as l (line, n)),
        (select string_agg('+ ' || line, E'\n' order by n) from unnest(came.lines) with ordinality as l (line, n))
    ) as diff,
    c.batch_id
from changes as c
join news.articles as a on a.id = c.article_id
join news.sources as s on s.id = a.source_id
cross join lateral (
    select
        (
            select t.body
            from news.texts as t
            where (t.article_id, t.text_digest, t.month) = (a.id, c.digest_before, a.month)
        ) as body_before,
        (
            select t.body
            from news.texts as t
            where (t.article_id, t.text_digest, t.month) = (a.id, c.text_digest, a.month)
        ) as body
) as b
cross join lateral (
    select coalesce(array_agg(l.line order by l.n), '{}') as lines
    from unnest(string_to_array(b.body_before, E'\n')) with ordinality as l (line, n)
    where l.line <> all (string_to_array(b.body, E'\n'))
) as out
cross join lateral (
    select coalesce(array_agg(l.line order by l.n), '{}') as lines
    from unnest(string_to_array(b.body, E'\n')) with ordinality as l (line, n)
    where l.line <> all (string_to_array(b.body_before, E'\n'))
) as came;

comment on view news.article_revisions is 'Each change of an article''s text: what went, what came, how long after.';
comment on column news.article_revisions.source_id is 'Source.';
comment on column news.article_revisions.source is 'Name of the source.';
comment on column news.article_revisions.article_id is 'Article.';
comment on column news.article_revisions.url is 'Canonical URL of the article.';
comment on column news.article_revisions.change is 'Number of the change, from 1.';
comment on column news.article_revisions.published_at is 'When the source says the article was published.';
comment on column news.article_revisions.seen_before is 'Last time before the change at which the text before is known to have been there.';
comment on column news.article_revisions.seen_at is 'First time after the change at which the text after is known to have been there.';
comment on column news.article_revisions.after is 'From the article''s appearance to seen_at.';
comment on column news.article_revisions.title_before is 'Headline before.';
comment on column news.article_revisions.title is 'Headline after.';
comment on column news.article_revisions.words_before is 'Words of the body before.';
comment on column news.article_revisions.words is 'Words of the body after.';
comment on column news.article_revisions.removed is 'Paragraphs that went or were edited, in their order.';
comment on column news.article_revisions.added is 'Paragraphs that came or are the edited ones, in their order.';
comment on column news.article_revisions.diff is 'The same for reading: lines with - went, lines with + came, the headline first.';
comment on column news.article_revisions.batch_id is 'Batch that fetched the text after, the first time.';
