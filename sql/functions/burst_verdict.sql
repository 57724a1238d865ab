-- Purpose: what a count says that stands z standard deviations from what was to be expected.
-- A burst is one also of a day that is not over, or of which a part is missing; a fall is none then.
create or replace function news.burst_verdict(
    z double precision, articles bigint, completeness double precision, is_over boolean
) returns text
language sql
immutable parallel safe
return case
    when z is null then 'too little history'
    when z >= 3 and articles >= 5 then 'burst'
    when not is_over then 'not over'
    when completeness < 0.8 then 'crawl incomplete'
    when z <= -3 then 'fall'
    else 'usual'
end;

comment on function news.burst_verdict is 'burst (z of 3 or more, and five articles), fall (z of -3 or less), usual; or why nothing is said: too little history, not over, crawl incomplete (below 0.8).';
