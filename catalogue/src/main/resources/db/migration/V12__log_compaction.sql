-- A block may stand for a range of which only some entries are left, or none: format 2 says which. The ranges of a topic's
-- blocks follow each other without a gap, whatever was taken out.
alter table log_block drop constraint log_block_check;
alter table log_block add constraint log_block_range
  check (count >= 0 and last >= first and last >= first + count - 1 and (format <> 1 or last = first + count - 1));

-- What was taken out of blocks: entries without their payload. Ranges may overlap, entries do not.
create table log_trail (
  topic integer not null references log_topic,
  first bigint not null,
  last bigint not null,
  count integer not null,
  format smallint not null,
  checksum bigint not null,
  bytes bytea not null,
  primary key (topic, first),
  check (count > 0 and last >= first + count - 1)
);
alter table log_trail alter column bytes set storage external;

-- How far a topic was compacted, the highest number that was forgotten and how often something was. Not in log_topic,
-- whose rows are locked by whoever appends.
create table log_compaction (
  topic integer primary key references log_topic,
  cleaned bigint not null default 0,
  forgotten bigint not null default 0,
  forgettings bigint not null default 0,
  ran timestamptz,
  entries bigint not null default 0,
  bytes_before bigint not null default 0,
  bytes_after bigint not null default 0
);
