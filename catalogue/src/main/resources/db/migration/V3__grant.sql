-- What an approved request lets a reader see, and nothing beyond it. Rows are never removed: the ledger names them.
create table access_grant (
  id           text        primary key,
  version      integer     not null default 1,
  reader       text        not null references program,
  dataset      text        not null check (dataset ~ '^[a-z0-9-]{1,64}$'),
  area         text        not null default '' check (area ~ '^[0-9]{0,15}$'),
  purpose      text        not null,
  legal_basis  text        not null,
  first_day    date        not null,
  last_day     date        not null,
  withdrawn    timestamptz,
  created      timestamptz not null default now(),
  check (first_day <= last_day)
);

create index access_grant_reader on access_grant (reader, dataset);

create table access_grant_field (
  access_grant  text  not null references access_grant,
  name          text  not null,
  -- As it was stated; "default" takes the schema's own mask.
  mask          text  not null,
  primary key (access_grant, name)
);
