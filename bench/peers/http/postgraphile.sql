-- Fields of a project that no column holds, as PostGraphile's documentation makes them: functions of its row.
create function project_leader(p project) returns leader language sql stable as $$
  select l.* from assignment a join leader l on l.id = a.leader_id where a.project_id = p.id and a.until is null and a.role = 'GENERAL_SERVICE_OFFICER'
$$;
create function project_this_year(p project) returns project_year language sql stable as $$
  select y.* from project_year y where y.project_id = p.id and y.year = (select extract(year from business_today())::int)
$$;
create function project_open_issues(p project) returns setof issue language sql stable as $$
  select i.* from issue i where i.project_id = p.id and i.status <> 'CLOSED' order by i.reported_at desc, i.id desc
$$;
