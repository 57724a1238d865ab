-- The taxonomy in use, kept once for each version.
insert into news.taxonomies (version, content)
values (%(version)s, %(content)s)
on conflict (version) do nothing;
