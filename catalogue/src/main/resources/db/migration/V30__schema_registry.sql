-- Schemas for serialisers. Ids are given once and never again, whatever is taken back.
create table registry_schema (
  id      integer  primary key generated always as identity,
  -- SHA-256 over the schema's full JSON with keys sorted, and what it refers to: the same schema has one id.
  digest  bytea    not null unique,
  text    text     not null
);

create table registry_reference (
  schema    integer  not null references registry_schema,
  position  integer  not null,
  name      text     not null,
  subject   text     not null,
  version   integer  not null,
  primary key (schema, position)
);

create index registry_reference_target on registry_reference (subject, version);

-- The row of a subject is its lock: versions are given one after the other.
create table registry_subject (
  name          text     primary key,
  last_version  integer  not null default 0,
  -- Comes with the release and cannot be changed at run time.
  released      boolean  not null default false
);

create table registry_version (
  subject  text     not null references registry_subject,
  version  integer  not null,
  schema   integer  not null references registry_schema,
  deleted  boolean  not null default false,
  primary key (subject, version)
);

create index registry_version_schema on registry_version (schema);

-- Compatibility levels; the subject '' stands for all that have none of their own.
create table registry_level (
  subject  text  primary key,
  level    text  not null
);
