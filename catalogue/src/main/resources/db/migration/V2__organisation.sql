-- Who may call: organisations, people's accounts, programs, and the tokens both use.

create table organisation (
  id       text        primary key check (id ~ '^[a-z0-9-]{1,64}$'),
  name_zh  text        not null,
  name_en  text        not null,
  uscc     text,
  created  timestamptz not null default now()
);

create table account (
  name          text        primary key check (name ~ '^[a-z0-9.-]{1,64}$'),
  organisation  text        not null references organisation,
  role          text        not null check (role in ('operator', 'officer', 'auditor')),
  password      text        not null,
  one_time      boolean     not null,
  disabled      boolean     not null default false,
  -- Moves with password and role; a session that began under another value is over.
  changed       timestamptz not null,
  created       timestamptz not null default now()
);

create table program (
  id            text        primary key check (id ~ '^[a-z0-9-]{1,64}$'),
  organisation  text        not null references organisation,
  name_zh       text        not null,
  name_en       text        not null,
  disabled      boolean     not null default false,
  created       timestamptz not null default now()
);

create table token (
  -- SHA-256; the token itself is shown once and kept nowhere.
  hash       bytea       primary key check (length(hash) = 32),
  program    text        references program,
  account    text        references account,
  issued     timestamptz not null,
  expires    timestamptz not null,
  revoked    timestamptz,
  -- A day is enough to find tokens nobody uses any more.
  last_used  date,
  check ((program is null) <> (account is null))
);

create index token_program on token (program) where program is not null;
create index token_account on token (account) where account is not null;
