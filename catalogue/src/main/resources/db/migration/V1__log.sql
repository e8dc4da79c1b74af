-- The durable ordered log: one row per block of entries.
create table log_identity (
  one boolean primary key default true check (one),
  id text not null,
  generation integer not null default 1,
  key_check bytea
);
insert into log_identity (id) values (gen_random_uuid()::text);

create table log_topic (
  id integer generated always as identity primary key,
  name text collate "C" not null unique,
  head bigint not null default 0
) with (fillfactor = 40, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);

create table log_block (
  topic integer not null references log_topic,
  first bigint not null,
  last bigint not null,
  count integer not null,
  format smallint not null,
  checksum bigint not null,
  bytes bytea not null,
  primary key (topic, first),
  check (count > 0 and last = first + count - 1)
);
alter table log_block alter column bytes set storage external;

-- A row without a value stands for a position that does not exist.
create table log_position (
  name text collate "C" primary key,
  value bytea
) with (fillfactor = 50);

-- Appends a group of members in one transaction. Heads are locked in ascending topic id, then positions by name, so
-- that no two groups wait for each other in a circle. A member whose position is not as expected is left out alone.
-- Blocks and moves are ordered by member; topics are given once, ascending. Answers the refusing position per member
-- and the first sequence number per block, null where there is none.
create function log_append(
  topics integer[],
  members integer,
  block_member integer[], block_topic integer[], block_count integer[], block_format smallint[],
  block_checksum bigint[], block_bytes bytea[],
  move_member integer[], move_name text[], move_expected bytea[], move_next bytea[],
  out refused text[], out firsts bigint[]
) language plpgsql as $$
declare
  heads bigint[];
  here bytea;
  m integer;
  t integer;
begin
  heads := array(select head from log_topic where id = any (topics) order by id for no key update);
  refused := array_fill(null::text, array[members]);
  firsts := array_fill(null::bigint, array[coalesce(cardinality(block_topic), 0)]);

  if cardinality(move_name) > 0 then
    insert into log_position (name)
      select distinct n from unnest(move_name) n
      where not exists (select from log_position p where p.name = n)
      order by n
      on conflict do nothing;
    perform from log_position where name = any (move_name) order by name for no key update;
    for i in 1 .. cardinality(move_name) loop
      m := move_member[i];
      select value into here from log_position where name = move_name[i];
      if refused[m] is null and here is distinct from move_expected[i] then
        refused[m] := move_name[i];
      end if;
      if i = cardinality(move_name) or move_member[i + 1] <> m then
        if refused[m] is null then
          update log_position p set value = v.next
            from unnest(move_member, move_name, move_next) v (member, name, next)
            where v.member = m and p.name = v.name;
        end if;
      end if;
    end loop;
  end if;

  for i in 1 .. coalesce(cardinality(block_topic), 0) loop
    if refused[block_member[i]] is null then
      t := block_topic[i];
      firsts[i] := heads[t] + 1;
      heads[t] := heads[t] + block_count[i];
      insert into log_block (topic, first, last, count, format, checksum, bytes)
        values (topics[t], firsts[i], heads[t], block_count[i], block_format[i], block_checksum[i], block_bytes[i]);
    end if;
  end loop;

  update log_topic set head = v.head
    from unnest(topics, heads) v (id, head)
    where log_topic.id = v.id and log_topic.head <> v.head;
  if cardinality(topics) > 0 then
    perform pg_notify('yilu_log', '');
  end if;
end
$$;
