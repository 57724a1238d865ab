-- Remove articles the batch no longer gives, and stories that lose all their articles with them.
delete from news.linked_stories as s
using gone
join news.story_articles as own on own.article_id = gone.article_id
where s.id = own.story_id
    and not exists (
        select
        from news.story_articles as others
        where others.story_id = s.id
            and not exists (select from gone as g where g.article_id = others.article_id)
    );

delete from news.articles as a
using gone
where gone.article_id = a.id;
