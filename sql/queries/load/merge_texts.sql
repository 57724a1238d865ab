-- The bodies; those of texts that are none any more go. One that is kept no longer comes back if a page
-- of the batch has it.
create temporary table merged_articles on commit drop as
select a.id, a.url, a.month, before.month as old_month
from affected
join news.articles as a on a.source_id = %(source)s and a.url = affected.url
left join versions as before on before.held = 'article' and before.url = a.url;

analyze merged_articles;

select news.make_text_months(array(select distinct month from merged_articles));

-- Of articles that were there before. Month by month, so that no other partition is looked at.
do $$
declare
    one date;
begin
    -- An earlier fetch turned up.
    for one in select distinct old_month from merged_articles where old_month <> month loop
        execute
            'update news.texts as t'
            ' set month = a.month'
            ' from merged_articles as a'
            ' where t.month = $1 and a.old_month = $1 and a.month <> $1 and t.article_id = a.id'
        using one;
    end loop;
    for one in select distinct month from merged_articles where old_month is not null loop
        execute
            'delete from news.texts as t'
            ' using merged_articles as a'
            ' where t.month = $1 and a.month = $1 and a.old_month is not null and t.article_id = a.id'
            ' and not exists ('
            ' select from merged as m join versions as v on v.n = m.n'
            ' where v.url = a.url and v.text_digest = t.text_digest'
            ')'
        using one;
    end loop;
end
$$;

insert into news.texts (article_id, text_digest, month, body)
select a.id, v.text_digest, a.month, v.body
from merged as m
join versions as v on v.n = m.n
join merged_articles as a on a.url = v.url
where v.held = 'staged'
order by a.id, v.text_digest
on conflict (article_id, text_digest, month) do update set body = excluded.body
where texts.body <> excluded.body;
