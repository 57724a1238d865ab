-- One pace per host for every crawl that shares this database.
-- depends: 0003-stories

create table if not exists news.host_pace (
    host text primary key check (octet_length(host) between 1 and 255),
    last_at timestamptz not null,
    gap double precision not null check (gap >= 0),
    closed_until timestamptz
);
comment on table news.host_pace is 'One row per host ever asked: when the next request to it may start, whichever crawl makes it.';
comment on column news.host_pace.host is 'Host name in lower case.';
comment on column news.host_pace.last_at is 'Start of the last request, made or reserved.';
comment on column news.host_pace.gap is 'Seconds that whoever made it wants to lie before the next.';
comment on column news.host_pace.closed_until is 'When the host wants to be asked again (Retry-After), null when it never said.';
