-- The texts the archive is made of, by number.
create temporary table bench_texts (
    number integer primary key,
    title text not null,
    body text not null,
    language text not null,
    script text not null,
    words integer not null,
    topics jsonb not null,
    places jsonb not null
);
