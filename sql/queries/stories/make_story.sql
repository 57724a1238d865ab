-- A new story. One row: its id.
insert into news.linked_stories (origin_id, articles)
values (%(origin)s, %(articles)s)
returning id;
