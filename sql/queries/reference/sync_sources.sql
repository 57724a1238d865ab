-- The staged sources as their YAML files have them.
insert into news.sources (
    id, name, native_name, home, region, place, kind, languages, timezone, schedule, in_catalogue
)
select
    s.id, s.name, s.native_name, s.home, s.region, s.place, s.kind,
    array(select jsonb_array_elements_text(s.languages)),
    s.timezone, s.schedule, true
from staged_sources
cross join jsonb_to_record(line) as s (
    id text, name text, native_name text, home text, region text, place text, kind text,
    languages jsonb, timezone text, schedule text
)
order by s.id
on conflict (id) do update set
    name = excluded.name,
    native_name = excluded.native_name,
    home = excluded.home,
    region = excluded.region,
    place = excluded.place,
    kind = excluded.kind,
    languages = excluded.languages,
    timezone = excluded.timezone,
    schedule = excluded.schedule,
    in_catalogue = true
where (
    sources.name, sources.native_name, sources.home, sources.region, sources.place, sources.kind,
    sources.languages, sources.timezone, sources.schedule, sources.in_catalogue
) is distinct from (
    excluded.name, excluded.native_name, excluded.home, excluded.region, excluded.place,
    excluded.kind, excluded.languages, excluded.timezone, excluded.schedule, true
);
