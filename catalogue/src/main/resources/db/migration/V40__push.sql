-- Answers given to pushes that named themselves, so that the same push again gets the same answer. The answer quotes
-- refused values and is sealed like them.
create table intake_push (
  source text not null,
  key bytea not null,
  digest bytea not null,
  answer bytea not null,
  at timestamptz not null default now(),
  primary key (source, key)
);
create index intake_push_at on intake_push (at);
