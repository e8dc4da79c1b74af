-- Who was first to name a subject: that program may set its level; '' for subjects of a release.
alter table registry_subject add column owner text not null default '';
