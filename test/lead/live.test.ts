import { afterAll, beforeAll, expect, test } from 'vitest';
import { toGlobalId } from '../../src/kernel/global-id.js';
import { bothTransports } from '../server/both.js';
import type { Data } from '../support/city.js';
import { startServer, type TestServer, type TokenOptions } from '../support/server.js';
import { openSocket } from '../support/socket.js';
import type { Role } from '../../src/kernel/viewer.js';

let server: TestServer;
let admin: string;
/** An open lead with a standing contact, its district and the leader who answers for it. */
let lead: Data;
beforeAll(async () => {
  server = await startServer();
  admin = await server.token('ADMIN');
  [lead] = await server.query<Data>(`
    select l.id, l.code, l.stage, r.code as region, d.code as leader, c.id as contact, c.position from investment_lead l join region r on r.id = l.region_id join assignment a on a.lead_id = l.id and a.until is null join leader d on d.id = a.leader_id
    join lead_contact c on c.lead_id = l.id and c.ended_at is null where l.stage = 'CONTACTED' order by l.id, c.id limit 1`);
});
afterAll(() => server.close());

const id = (): string => toGlobalId('InvestmentLead', lead.id);
const follow = `subscription ($since: Cursor, $scope: ChangeScope) { changes(scope: $scope, since: $since) { cursor changes { operation type entity { ... on InvestmentLead {
  code stage nextStep { text overdue } moves { to note } contacts { name telephone endedAt } needs { note state } } } } } }`;

/** Several who follow leads at once, each with the same document; answers what each was told of a deed. */
async function told(viewers: readonly (readonly [Role, TokenOptions])[], deed: () => Promise<unknown>, scope: Data = { types: ['INVESTMENT_LEAD'] }): Promise<Data[][]> {
  const all = await Promise.all(viewers.map(async ([role, options]) => {
    const socket = await openSocket(server.wsUrl, { authorization: `Bearer ${await server.token(role, options)}` });
    const next = socket.subscribe(follow, { scope }, 'follow');
    await next();
    return { socket, next };
  }));
  await deed();
  const answers = await Promise.all(all.map(async ({ next }) => (await next()).changes.changes as Data[]));
  for (const { socket } of all) socket.close();
  return answers;
}

test('[IL12] a move, a contact, a need and a next step are told at once to who sees the lead, in scopes by region and leader, and by SQL as well', async () => {
  const office = await server.token('DISPATCHER');
  const viewers = [['ADMIN', {}], ['DISPATCHER', { region: lead.region }], ['LEADER', { leader: lead.leader }]] as const;
  const move = () => server.get(office, 'mutation ($id: ID!) { investmentLeadMove(id: $id, to: NEGOTIATING, note: "进入条款谈判") { userErrors { code } } }', { id: id() });
  for (const [change] of await told(viewers, move)) expect(change).toMatchObject({ operation: 'UPDATED', type: 'INVESTMENT_LEAD', entity: { code: lead.code, stage: 'NEGOTIATING' } });
  const need = () => server.get(office, 'mutation ($id: ID!) { leadNeedAdd(leadId: $id, input: { kind: "LAND", quantity: "5", measure: "亩", note: "新增用地" }) { userErrors { code } } }', { id: id() });
  for (const [change] of await told(viewers, need)) expect(change!.entity.needs.at(-1)).toEqual({ note: '新增用地', state: 'OPEN' });
  const [regionId, leaderId] = (await Promise.all([server.query<Data>(`select id from region where code = '${lead.region}'`), server.query<Data>(`select id from leader where code = '${lead.leader}'`)])).map(([found]) => found.id as number);
  for (const scope of [{ leadIds: [id()] }, { regionId: toGlobalId('Region', regionId!) }, { leaderId: toGlobalId('Leader', leaderId!) }]) {
    const [[change]] = await told([['ADMIN', {}]], () => server.query(`update investment_lead set next_step = '回访', next_step_on = '2020-04-20' where id = ${lead.id}`), scope) as [[Data]];
    expect(change.entity.nextStep).toEqual({ text: '回访', overdue: false });
    await server.query(`update investment_lead set next_step = null, next_step_on = null, next_step_leader_id = null where id = ${lead.id}`);
  }
  // Of leads that are not named nothing is told, nor of what else happens to one that is.
  const others = () => server.query(`update investment_lead set description = '改' where id <> ${lead.id}; update project set description = '改' where id = 1; update investment_lead set description = '终' where id = ${lead.id}`);
  expect((await told([['ADMIN', {}]], others, { leadIds: [id()] }))[0]!.map(({ entity }) => entity.code)).toEqual([lead.code]);
});

test('[IL13] of viewers who follow the same rows by the same document, contacts reach those alone who may read them, and an ended one is gone from every board', async () => {
  const viewers = [['ADMIN', {}], ['DISPATCHER', {}], ['VIEWER', {}], ['DISPATCHER', { region: lead.region }], ['VIEWER', { region: lead.region }], ['SCREEN', { region: lead.region }], ['LEADER', { leader: lead.leader }], ['OFFICER', { leader: lead.leader }]] as const;
  const add = () => server.query(`insert into lead_contact (lead_id, role, name, telephone, added_by) values (${lead.id}, 'OTHER', '密语', '0459-123', 'x')`);
  const answers = await told(viewers, add);
  for (const [index, [role]] of viewers.entries()) {
    const { contacts } = answers[index]![0]!.entity as Data;
    if (role === 'VIEWER' || role === 'SCREEN') expect([role, contacts]).toEqual([role, null]);
    else expect([role, contacts]).toEqual([role, expect.arrayContaining([{ name: '密语', telephone: '0459-123', endedAt: null }])]);
  }
  const [contact] = await server.query<Data>(`select id from lead_contact where name = '密语'`);
  const end = () => server.get(admin, 'mutation ($id: ID!) { leadContactEnd(contactId: $id) { userErrors { code } } }', { id: toGlobalId('LeadContact', contact.id) });
  for (const [change] of await told(viewers, end)) expect(JSON.stringify(change)).not.toContain('密语');
});

test('[IL14] whoever no longer answers for a lead loses it at once, contacts and all', async () => {
  const [change] = (await told([['LEADER', { leader: lead.leader }]], () => server.query(`update assignment set until = business_now(), end_reason = '调整' where lead_id = ${lead.id} and until is null`)))[0]!.filter(({ type }) => type === 'INVESTMENT_LEAD');
  expect(change).toMatchObject({ operation: 'REMOVED', entity: null });
  const { investmentLead } = await server.get(await server.token('LEADER', { leader: lead.leader }), 'query ($id: ID!) { investmentLead(id: $id) { contacts { name } } }', { id: id() });
  expect(investmentLead).toBeNull();
});

test('[IL15] a next step that was due is overdue from the day after on: boards are told when the day turns', async () => {
  await server.query(`update investment_lead set next_step = '今日拜访', next_step_on = '2020-04-16' where id = ${lead.id}`);
  const turn = () => server.get(admin, 'mutation { clockSet(input: { to: "2020-04-17T00:00:10+08:00" }) { userErrors { code } } }').then(() => server.query('select turn_day()'));
  const [changes] = await told([['DISPATCHER', {}]], turn) as [Data[]];
  expect(changes.map(({ entity }) => entity)).toContainEqual(expect.objectContaining({ code: lead.code, nextStep: { text: '今日拜访', overdue: true } }));
  await server.get(admin, 'mutation { clockSet(input: { to: "2020-04-16T09:00:00+08:00" }) { userErrors { code } } }');
});

test('[IL16] leads are asked of a past day with the stage, the next step, the moves and the needs of that day, over both transports; an ended contact stays unsaid', async () => {
  const { ask } = await bothTransports(server, admin);
  const [moved] = await server.query<Data>(`
    select l.id, l.code, m.to_stage as "to", m.from_stage as "from", business_day(m.moved_at) as day from lead_move m join investment_lead l on l.id = m.lead_id
    where not exists (select from lead_move o where o.lead_id = m.lead_id and o.id <> m.id and business_day(o.moved_at) >= business_day(m.moved_at)) and m.moved_at < '2020-04-14' and l.id <> ${lead.id} order by m.id desc limit 1`);
  const asked = (day: string) => ask(`query @asOf(day: "${day}") { investmentLead(code: "${moved.code}") { stage moves { to } contacts { name endedAt } needs { state } } }`);
  const before = new Date(Date.parse(moved.day) - 86_400_000).toISOString().slice(0, 10);
  for (const [day, stage] of [[before, moved.from], [moved.day, moved.to]] as const) {
    const { http, socket } = await asked(day);
    expect(http).toEqual(socket);
    expect([day, http.errors, http.data.investmentLead.stage, http.data.investmentLead.moves.at(-1)?.to ?? 'CLUE']).toEqual([day, undefined, stage, stage]);
  }
  const [gone] = await server.query<Data>(`select l.code, c.name, business_day(c.added_at) as day from lead_contact c join investment_lead l on l.id = c.lead_id where c.ended_at > '2020-04-01' and c.name <> '密语' order by c.id limit 1`);
  const { http } = await ask(`query @asOf(day: "${gone.day}") { investmentLead(code: "${gone.code}") { contacts { name role endedAt } } }`);
  expect(http.data.investmentLead.contacts).toContainEqual({ name: null, role: 'WORKING_CONTACT', endedAt: null });
  const { http: stats } = await ask('query @asOf(day: "2020-03-10") { reserveStats(by: [STEP]) { count step { code } } investmentLeads(filter: { nextStepOverdue: true }) { totalCount } }');
  expect(stats.errors).toBeUndefined();
});

test('[IL23] acts on leads and the reserve are refused by value with the same code, place and sentence over both transports, in the asker\'s language, and nothing is half done', async () => {
  const { ask } = await bothTransports(server, await server.token('DISPATCHER'));
  const [reserved] = await server.query<Data>(`select p.id from project p where p.stage = 'RESERVE' order by p.id limit 1`);
  const stands = () => server.query(`select stage, next_step, version, (select count(*) from lead_contact c where c.lead_id = l.id) as contacts, (select count(*) from lead_need n where n.lead_id = l.id) as needs, (select count(*) from ripening) as steps from investment_lead l where l.id = ${lead.id}`);
  const before = await stands();
  const of = 'userErrors { code path message }';
  const refusals: [string, string, RegExp][] = [
    [`investmentLeadMove(id: $id, to: CLUE) { investmentLead { id } ${of} }`, 'TEXT_EMPTY note', /不能为空/],
    [`investmentLeadMove(id: $id, to: NEGOTIATING) { investmentLead { id } ${of} }`, 'LEAD_MOVE to', /只能进到下一阶段/],
    [`investmentLeadPlanNextStep(id: $id, input: { text: "x", on: "2020-04-01" }) { investmentLead { id } ${of} }`, 'DAY_BEFORE input.on', /早于 2020-04-16/],
    [`leadContactAdd(leadId: $id, input: { role: OTHER, name: " " }) { investmentLead { id } ${of} }`, 'TEXT_EMPTY input.name', /不能为空/],
    [`leadNeedAdd(leadId: $id, input: { kind: "LAND", quantity: "1.2345", measure: "亩" }) { investmentLead { id } ${of} }`, 'QUANTITY_TOO_FINE input.quantity', /三位小数/],
    [`ripeningReach(input: { projectId: $project, step: "DESIGN", on: "2020-04-17" }) { project { id } ${of} }`, 'DAY_AFTER input.on', /晚于 2020-04-16/],
  ];
  for (const [field, refusal, sentence] of refusals) {
    const [declared, variables] = field.includes('$project') ? ['$project', { project: toGlobalId('Project', reserved.id) }] as const : ['$id', { id: id() }] as const;
    const { http, socket } = await ask(`mutation (${declared}: ID!) { answer: ${field} }`, variables);
    expect(http).toEqual(socket);
    expect(http.errors).toBeUndefined();
    const [{ code, path, message }] = http.data.answer.userErrors;
    expect([field, `${code} ${path.join('.')}`, http.data.answer.userErrors.length]).toEqual([field, refusal, 1]);
    expect(message).toMatch(sentence);
    expect([http.data.answer.investmentLead ?? null, http.data.answer.project ?? null]).toEqual([null, null]);
  }
  expect(await stands()).toEqual(before);
});
