-- A story that grew.
update news.linked_stories
set origin_id = %(origin)s, articles = %(articles)s, updated_at = now()
where id = %(story)s;
