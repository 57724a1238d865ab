-- Seconds for which a host wants to be left alone still. At most one row.
select extract(epoch from closed_until - clock_timestamp())::double precision as wait
from news.host_pace
where host = %(host)s
    and closed_until > clock_timestamp();
