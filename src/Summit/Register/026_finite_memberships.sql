-- A date's last and first value were written as infinities, which are no dates to whoever reads them. As an end the last
-- one meant that there is none.
update register.memberships
   set during = daterange(least(greatest(lower(during), date '0001-01-01'), date '9999-12-30'), nullif(upper(during), 'infinity'))
 where not isfinite(lower(during)) or not isfinite(upper(during));

alter table register.memberships add constraint memberships_finite
    check (isfinite(lower(during)) and (upper_inf(during) or isfinite(upper(during))));
