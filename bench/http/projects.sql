-- The answer to the contract's `projects` document, without a filter, for one who sees everything.
with page as (
  select p.*, row_number() over (order by p.code, p.id) as place
  from project p where p.ended_at is null order by p.code, p.id limit $1::int + 1
),
lights as (
  select s.project_id, min(s.colour) as colour, json_agg(json_build_object('rule', s.rule, 'message', case s.rule
    when 'START_OVERDUE' then '开（复）工已逾期 ' || s.measure::int || ' 天'
    when 'COMPLETION_OVERDUE' then '竣工已逾期 ' || s.measure::int || ' 天'
    when 'BEHIND_PLAN' then '完成投资比当期计划少 ' || (s.measure * 100)::int || '%'
    else '有 ' || s.measure::int || ' 个问题超过期限未销号' end) order by s.colour, s.rule) as reasons
  from project_signals(array(select id from page), (select business_today())) s group by s.project_id
)
select json_build_object('data', json_build_object('projects', json_build_object(
  'totalCount', (select count(*) from project where ended_at is null),
  'pageInfo', json_build_object(
    'hasNextPage', count(*) > $1::int,
    'endCursor', (select translate(encode(convert_to('["' || code || '",' || id || ']', 'UTF8'), 'base64'), '+/=', '-_') from page where place <= $1::int order by place desc limit 1)),
  'nodes', coalesce(json_agg(node.node order by node.place) filter (where node.place <= $1::int), '[]')
)))::text as answer
from (
  select p.place, json_build_object(
    'id', encode(convert_to('Project:' || p.id, 'UTF8'), 'base64'), 'code', p.code, 'name', p.name, 'tier', p.tier, 'sector', p.sector, 'origin', p.origin, 'stage', p.stage,
    'signal', json_build_object('colour', coalesce(l.colour, 'GREEN'), 'reasons', coalesce(l.reasons, '[]')),
    'region', json_build_object('id', encode(convert_to('Region:' || r.id, 'UTF8'), 'base64'), 'name', r.name),
    'totalInvestment', trim_scale(p.total_investment / 100000000)::text,
    'annualPlan', trim_scale(coalesce(y.planned, 0) / 100000000)::text,
    'completedInvestment', trim_scale(coalesce(y.completed, 0) / 100000000)::text,
    'plannedStartOn', p.planned_start_on, 'startedOn', p.started_on,
    'leader', case when leader.id is not null then json_build_object('id', encode(convert_to('Leader:' || leader.id, 'UTF8'), 'base64'), 'name', leader.name, 'title', leader.title) end,
    'issues', json_build_object('totalCount', (select count(*) from issue i where i.project_id = p.id and i.status <> 'CLOSED'), 'nodes', coalesce(i.nodes, '[]'))
  ) as node
  from page p
  join region r on r.id = p.region_id
  left join project_year y on y.project_id = p.id and y.year = (select extract(year from business_today())::int)
  left join assignment a on a.project_id = p.id and a.until is null and a.role = 'GENERAL_SERVICE_OFFICER'
  left join leader on leader.id = a.leader_id
  left join lights l on l.project_id = p.id
  left join lateral (
    select json_agg(json_build_object('id', encode(convert_to('Issue:' || top.id, 'UTF8'), 'base64'), 'title', top.title, 'status', top.status, 'dueOn', top.due_on)
      order by top.reported_at desc, top.id desc) as nodes
    from (
      select i.id, i.title, i.status, i.due_on, i.reported_at from issue i where i.project_id = p.id and i.status <> 'CLOSED' order by i.reported_at desc, i.id desc limit 5
    ) top
  ) i on true
) node
