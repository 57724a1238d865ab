-- The articles of a story.
insert into news.story_articles (article_id, story_id, similarity, is_origin)
select m.article_id, %(story)s, m.similarity, m.article_id = %(origin)s
from unnest(%(ids)s::bigint[], %(similarities)s::real[]) as m (article_id, similarity)
order by m.article_id
on conflict (article_id) do update set
    story_id = excluded.story_id,
    similarity = excluded.similarity,
    is_origin = excluded.is_origin;
