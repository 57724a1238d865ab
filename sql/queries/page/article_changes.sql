-- What the source changed in an article. One row per change, the first first.
select change, seen_before, seen_at, after, title_before, title, words_before, words, removed, added
from news.article_revisions
where article_id = %(article)s
order by change
limit 100;
