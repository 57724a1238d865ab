-- Made-up texts, of which archives are drawn.
insert into bench_pool (number, title, body, language, script) values %s
