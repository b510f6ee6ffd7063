-- From where a person asked for what the event tells: a program or a browser.
alter table events add column asked_from jsonb;
