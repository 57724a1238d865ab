-- Articles of the batch whose text is held from another page. One row per article.
select v.url, v.published_at
from versions as v
left join merged as m on m.n = v.n
where v.held = 'staged'
    and m.n is null
order by v.url, v.fetched_at, v.warc, v.warc_offset;
