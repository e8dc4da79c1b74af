-- When a position was made: those of deliveries that come once need not be kept for ever.
alter table log_position add column made timestamptz not null default now();
