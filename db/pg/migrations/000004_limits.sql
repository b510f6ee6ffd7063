-- Tasks that limits of the account do not hold back.
alter table tasks add column ignore_limits boolean not null default false;
