-- The staged marks in place of those that some articles had, and of the pairs made by them.
delete from news.event_pairs
where first_id = any(%(ids)s::bigint[])
    or second_id = any(%(ids)s::bigint[]);

delete from news.event_marks
where article_id = any(%(ids)s::bigint[]);

insert into news.event_marks (kind, mark, day, article_id, language, told, strength, currency)
select
    m.kind, m.mark, (line ->> 'day')::date, (line ->> 'id')::bigint, line ->> 'language',
    m.told, m.strength, m.currency
from staged_marks
cross join jsonb_to_recordset(line -> 'marks')
    as m (kind text, mark text, told text, strength real, currency text)
order by 1, 2, 3, 4;
