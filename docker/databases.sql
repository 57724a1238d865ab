-- Purpose: the two databases of a cluster, their owners, and the analysts' role. Repeatable.
-- Run by psql as the superuser; the owners' passwords come in the environment.
\getenv airflow_password AIRFLOW_PASSWORD
\getenv newsdelta_password NEWSDELTA_PASSWORD

select format('create role %I login', name)
from (values ('airflow'), ('newsdelta')) as wanted (name)
where not exists (select from pg_roles where rolname = name)
\gexec

alter role airflow password :'airflow_password';
alter role newsdelta password :'newsdelta_password';

select format('create database %I owner %I', name, name)
from (values ('airflow'), ('newsdelta')) as wanted (name)
where not exists (select from pg_database where datname = name)
\gexec

-- Made here, so that the owner of the news needs no right to make roles.
select 'create role news_reader nologin'
where not exists (select from pg_roles where rolname = 'news_reader')
\gexec

grant news_reader to newsdelta;

-- An analyst's login reaches the news and nothing else.
revoke connect on database airflow, newsdelta, postgres, template1 from public;
grant connect on database newsdelta to news_reader;
