-- Reserve the next start of a request to a host, and tell the seconds until then. One row; none
-- when the host wants to be left alone for longer than `patience`: then nothing is reserved.
-- The clock is read once the row is locked, so that two crawls never get the same start.
insert into news.host_pace as p (host, last_at, gap)
values (%(host)s, clock_timestamp(), %(gap)s)
on conflict (host) do update
set
    last_at = greatest(
        clock_timestamp(),
        p.last_at + make_interval(secs => greatest(p.gap, excluded.gap)),
        p.closed_until
    ),
    gap = excluded.gap
where p.closed_until is null
    or p.closed_until <= clock_timestamp() + make_interval(secs => %(patience)s)
returning greatest(0, extract(epoch from p.last_at - clock_timestamp()))::double precision as wait;
