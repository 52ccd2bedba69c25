create schema peer;
create function peer.global_id(n int) returns text language sql immutable return encode(convert_to('Issue:' || n, 'utf8'), 'base64');
create table peer.project (id text primary key, name text not null);
create table peer.unit (id text primary key, name text not null);
create table peer.issue (
  id text primary key, number text not null, title text not null, status text not null, level text not null, due_on date,
  project_id text references peer.project, lead_unit_id text references peer.unit
);
insert into peer.project values ('UHJvamVjdDozOA==', '大同区秸秆固化燃料项目');
insert into peer.unit values ('VW5pdDoxNA==', '大庆市卫生健康委员会');
insert into peer.issue select peer.global_id(n), 'DQ-2020-' || lpad(n::text, 4, '0'), 'e0', 'CLOSED', 'PROJECT', '2020-03-11', 'UHJvamVjdDozOA==', 'VW5pdDoxNA==' from generate_series(1, 10) n;
create index on peer.issue (project_id);
create index on peer.issue (lead_unit_id);

-- The documentation's trigger, for one topic. The cursor stands for Diaodu's, which is as long.
create function peer.tell() returns trigger language plpgsql as $$
begin
  perform pg_notify('issue', json_build_object(
    'cursor', 'WyJVbTdHVlRzS25XVEd1bzBsIiwiNzY5Ojc2OToiLCJ7XCJraW5kXCI6XCJBTExcIn0iXQ.09YA5NCdb85OEz2tIYDxmO',
    'changes', json_build_array(json_build_object('event', 'UPDATED', 'id', new.id))
  )::text);
  return new;
end $$;
create trigger tell after update on peer.issue for each row execute function peer.tell();
