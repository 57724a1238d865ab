-- What seems wrong with a source, and the rhythm of its lists, by which a dead one is told.
-- depends: 0005-frontier

create table if not exists news.alarms (
    id bigint generated always as identity primary key,
    source_id text not null references news.sources (id),
    name text not null,
    severity text not null check (severity in ('warn', 'quarantine')),
    sentence text not null,
    batch_id text not null,
    raised_at timestamptz not null default now(),
    last_batch_id text not null,
    last_seen_at timestamptz not null default now(),
    cleared_at timestamptz,
    accepted_at timestamptz
);
comment on table news.alarms is 'One row per alarm of a source, from the run that raised it to the run that found it gone.';
comment on column news.alarms.id is 'Made here.';
comment on column news.alarms.source_id is 'Source.';
comment on column news.alarms.name is 'Which alarm: redesign, blocked, paywall, dead feed, silence, dates lost or titles lost.';
comment on column news.alarms.severity is 'warn, or quarantine: the batch is not loaded.';
comment on column news.alarms.sentence is 'What was seen and what is usual, as of the last run that saw it.';
comment on column news.alarms.batch_id is 'Batch that raised it.';
comment on column news.alarms.raised_at is 'When it did.';
comment on column news.alarms.last_batch_id is 'Batch that saw it last.';
comment on column news.alarms.last_seen_at is 'When it did.';
comment on column news.alarms.cleared_at is 'When a later run found it gone, null while it stands.';
comment on column news.alarms.accepted_at is 'When a person took the new state for the right one.';
create unique index if not exists alarms_open on news.alarms (source_id, name) where cleared_at is null;
create index if not exists alarms_accepted on news.alarms (source_id, accepted_at) where accepted_at is not null;

create table if not exists news.list_rhythms (
    source_id text not null references news.sources (id),
    url text not null check (octet_length(url) between 1 and 2048),
    first_at timestamptz not null,
    last_at timestamptz not null,
    last_batch_id text not null,
    reads integer not null check (reads >= 0),
    failures integer not null check (failures >= 0),
    failing_since timestamptz,
    detail text not null,
    newest_at timestamptz,
    longest_gap interval not null,
    primary key (source_id, url)
);
comment on table news.list_rhythms is 'One row per list of a source: how regularly it can be read and has something new.';
comment on column news.list_rhythms.source_id is 'Source.';
comment on column news.list_rhythms.url is 'Normalised.';
comment on column news.list_rhythms.first_at is 'Moment of the first run that asked for it: when it asked, or the end of its window if that is earlier.';
comment on column news.list_rhythms.last_at is 'Moment of the last.';
comment on column news.list_rhythms.last_batch_id is 'Batch of the last.';
comment on column news.list_rhythms.reads is 'How many runs could read it.';
comment on column news.list_rhythms.failures is 'How many runs in a row could not.';
comment on column news.list_rhythms.failing_since is 'Moment of the first of those.';
comment on column news.list_rhythms.detail is 'What was wrong the last time.';
comment on column news.list_rhythms.newest_at is 'Latest publication time it ever stated.';
comment on column news.list_rhythms.longest_gap is 'The longest it was without news: between two such, or between the newest and its run.';
