-- A host wants to be left alone for some seconds. One row.
insert into news.host_pace as p (host, last_at, gap, closed_until)
values (
    %(host)s, clock_timestamp(), 0, clock_timestamp() + make_interval(secs => %(seconds)s)
)
on conflict (host) do update
set closed_until = greatest(p.closed_until, excluded.closed_until)
returning host;
