-- Which day it is in a time zone. One row.
select (now() at time zone %(timezone)s)::date as today;
