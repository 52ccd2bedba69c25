import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { City, Data } from '../support/city.js';
import { acts, row } from './lead-acts.js';
import { north, openTwoCounties, south } from './two-counties.js';

let city: City;
/** A lead of its own for each test, in county N; leader 1 answers for it with officer 2. */
let lead: number;
let number = 0;
beforeAll(async () => void (city = await openTwoCounties()));
afterAll(() => city.close());
beforeEach(async () => {
  number += 1;
  [{ id: lead }] = await city.query<Data>(`insert into investment_lead (code, name, region_id, sector, expected_investment) values ('W-${number}', '线索${number}', 3, 'INDUSTRY', 100000000) returning id`) as [Data];
  await city.query(`insert into assignment (role, leader_id, lead_id) values ('GENERAL_SERVICE_OFFICER', 1, ${lead}), ('FACILITATION_OFFICER', 2, ${lead})`);
});

const codes = ({ userErrors }: Data): string[] => userErrors.map(({ code, path }: Data) => `${code} ${path.join('.')}`);
const office = () => acts(city);

test('[IL1] a lead goes one stage on, or back with a reason; each move stands with who and why, and what leads nowhere is refused with both stages', async () => {
  const { move } = office();
  expect((await move(lead, 'CONTACTED', '电话对接')).investmentLead).toMatchObject({ stage: 'CONTACTED', status: 'OPEN', reachableStages: ['CLUE', 'NEGOTIATING'], version: 2 });
  const skipped = await move(lead, 'AGREED');
  expect(codes(skipped)).toEqual(['LEAD_MOVE to']);
  expect(skipped.userErrors[0].message).toContain('“已对接”');
  expect(codes(await move(lead, 'CONTACTED'))).toEqual(['LEAD_MOVE to']);
  expect(codes(await move(lead, 'CLUE', ' '))).toEqual(['TEXT_EMPTY note']);
  expect(codes(await move(lead, 'NEGOTIATING', 'x'.repeat(2_001)))).toEqual(['TEXT_TOO_LONG note']);
  expect((await move(lead, 'CLUE', '对方换人')).investmentLead.moves).toEqual([
    { from: 'CLUE', to: 'CONTACTED', note: '电话对接', by: 'DISPATCHER' }, { from: 'CONTACTED', to: 'CLUE', note: '对方换人', by: 'DISPATCHER' },
  ]);
  for (const stage of ['CONTACTED', 'NEGOTIATING', 'AGREED']) await move(lead, stage);
  const { investmentLead } = await move(lead, 'NEGOTIATING', '条款重谈');
  expect(investmentLead.history.filter(({ act }: Data) => act === 'STAGE_MOVED').map(({ note }: Data) => note)).toEqual(['电话对接', '对方换人', null, null, null, '条款重谈']);
});

test('[IL2] a lead that has ended or became a project keeps the stage that it reached and moves no more', async () => {
  const { move, plan, end, convert, addContact, addNeed } = office();
  await move(lead, 'CONTACTED');
  expect((await end(lead)).investmentLead).toMatchObject({ status: 'ENDED', stage: 'CONTACTED', reachableStages: [] });
  expect(codes(await move(lead, 'NEGOTIATING'))).toEqual(['ENDED id']);
  expect(codes(await plan(lead, null))).toEqual(['ENDED id']);
  expect([...codes(await addContact(lead)), ...codes(await addNeed(lead))]).toEqual(['ENDED leadId', 'ENDED leadId']);
  const [{ id: other }] = await city.query<Data>(`insert into investment_lead (code, name, region_id, sector, stage) values ('O-${number}', '线索', 3, 'INDUSTRY', 'AGREED') returning id`) as [Data];
  expect((await convert(other, `PO-${number}`)).investmentLead).toMatchObject({ status: 'CONVERTED', stage: 'AGREED', reachableStages: [] });
  expect(codes(await move(other, 'NEGOTIATING', 'x'))).toEqual(['ALREADY_CONVERTED id']);
});

test('[IL3] of two moves at once one is done and the other refused', async () => {
  const { move } = office();
  const both = await Promise.all([move(lead, 'CONTACTED', '甲'), move(lead, 'CONTACTED', '乙')]);
  expect(both.flatMap(codes)).toEqual(['LEAD_MOVE to']);
  expect((await city.query<Data>(`select count(*)::int as moves from lead_move where lead_id = ${lead}`))[0].moves).toBe(1);
});

test('[IL4] the next step names what, by which day and who; it is planned anew or taken away, and bad input is refused as a whole', async () => {
  const { plan } = office();
  expect((await plan(lead, { text: '赴总部拜访', on: '2020-04-20', leaderId: row('Leader', 2) })).investmentLead.nextStep).toEqual({ text: '赴总部拜访', on: '2020-04-20', overdue: false, leader: { name: '领导二' } });
  expect(codes(await plan(lead, { text: ' ', on: '2020-04-15', leaderId: row('Leader', 4) }))).toEqual(['TEXT_EMPTY input.text', 'DAY_BEFORE input.on', 'ENDED input.leaderId']);
  expect(codes(await plan(lead, { text: 'x', on: '2020-04-16', leaderId: row('Leader', 999) }))).toEqual(['NOT_FOUND input.leaderId']);
  expect((await plan(lead, { text: '报价', on: '2020-04-16' })).investmentLead.nextStep).toMatchObject({ text: '报价', leader: null });
  const { investmentLead } = await plan(lead, null);
  expect(investmentLead.nextStep).toBeNull();
  expect(investmentLead.history.filter(({ act }: Data) => act === 'NEXT_STEP_PLANNED').map(({ note }: Data) => note)).toEqual(['2020-04-20 赴总部拜访', '2020-04-16 报价', null]);
});

test('[IL5] what should be done already is found by a filter and comes first by its day; of a closed lead nothing is overdue', async () => {
  const { plan, move, end } = office();
  await plan(lead, { text: '今天', on: '2020-04-16', leaderId: row('Leader', 3) });
  await move(lead, 'CONTACTED');
  const found = async (filter: Data) => (await city.get('DISPATCHER', 'query ($filter: InvestmentLeadFilter) { investmentLeads(filter: $filter, orderBy: NEXT_STEP_ON_ASC, first: 200) { totalCount nodes { code nextStep { overdue } } } }', { filter })).investmentLeads;
  expect((await found({ nextStepOverdue: true })).totalCount).toBe(0);
  await city.query(`update investment_lead set next_step_on = '2020-04-15' where id = ${lead}`);
  expect(await found({ nextStepOverdue: true })).toEqual({ totalCount: 1, nodes: [{ code: `W-${number}`, nextStep: { overdue: true } }] });
  expect((await found({})).nodes[0].code).toBe(`W-${number}`);
  expect((await found({ nextStepOverdue: false, stage: ['CONTACTED'], status: ['OPEN'] })).nodes).not.toContainEqual(expect.objectContaining({ code: `W-${number}` }));
  expect((await found({ nextStepLeaderId: row('Leader', 3) })).totalCount).toBe(1);
  await end(lead);
  expect((await found({ nextStepOverdue: true })).totalCount).toBe(0);
});

test('[IL6] contacts stand by what they are in the talks; an ended one says nothing any more, and neither history nor audit ever names one', async () => {
  const { addContact, endContact } = office();
  await addContact(lead);
  const { investmentLead } = await addContact(lead, { role: 'CITY_NEGOTIATOR', name: '李主任', position: null, telephone: null });
  expect(investmentLead.contacts).toMatchObject([
    { role: 'DECISION_MAKER', name: '王总', position: '某集团 董事长', telephone: '0459-000 0000', addedBy: 'DISPATCHER', endedAt: null }, { role: 'CITY_NEGOTIATOR', name: '李主任', position: '', telephone: '' },
  ]);
  expect(codes(await addContact(lead, { name: ' ', position: 'x'.repeat(201), telephone: '1\u202e2' }))).toEqual(['TEXT_EMPTY input.name', 'TEXT_TOO_LONG input.position', 'TEXT_CONTROLS input.telephone']);
  const [{ id: first }] = investmentLead.contacts;
  const ended = await endContact(first);
  expect(ended.investmentLead.contacts.map(({ name, telephone, endedBy }: Data) => [name, telephone, endedBy])).toEqual([['李主任', '', null], [null, null, 'DISPATCHER']]);
  expect(codes(await endContact(first))).toEqual(['CONTACT_ENDED contactId']);
  expect(codes(await endContact(row('LeadContact', 99_999)))).toEqual(['NOT_FOUND contactId']);
  expect(ended.investmentLead.history.slice(-3)).toEqual([...Array<Data>(2).fill({ act: 'CONTACT_ADDED', note: null, actor: { name: 'DISPATCHER' } }), { act: 'CONTACT_ENDED', note: null, actor: { name: 'DISPATCHER' } }]);
  const [{ entries, names }] = await city.query<Data>(`
    select count(*)::int as entries, (select count(*)::int from audit_entry a where a::text ~ '王总|李主任|0459-000') as names from audit_entry where relation = 'lead_contact'`) as [Data];
  expect(entries).toBeGreaterThanOrEqual(3);
  expect(names).toBe(0);
});

test('[IL7] of two who end a contact at once one does', async () => {
  const { addContact, endContact } = office();
  const { investmentLead: { contacts: [contact] } } = await addContact(lead);
  expect((await Promise.all([endContact(contact.id), endContact(contact.id)])).flatMap(codes)).toEqual(['CONTACT_ENDED contactId']);
});

test('[IL8] what a lead needs is measured as demands are, and is answered in words or becomes a demand, once; open needs are found by a filter', async () => {
  const { addNeed, answerNeed, reportNeed } = office();
  expect(codes(await addNeed(lead, { kind: 'NOTHING' }))).toEqual(['NOT_FOUND input.kind']);
  expect(codes(await addNeed(lead, { measure: '吨' }))).toEqual(['DEMAND_MEASURE input.measure']);
  expect(codes(await addNeed(lead, { quantity: '0' }))).toEqual(['NUMBER_OUT_OF_RANGE input.quantity']);
  await addNeed(lead);
  const { investmentLead: { needs } } = await addNeed(lead, { quantity: '12.50', note: null });
  expect(needs).toMatchObject([{ kind: { code: 'LAND' }, quantity: '300', measure: '亩', note: '园区东侧', state: 'OPEN', addedBy: 'DISPATCHER', issue: null }, { quantity: '12.5', note: '' }]);
  const open = async () => (await city.get('DISPATCHER', 'query ($search: String) { investmentLeads(filter: { hasOpenNeeds: true, search: $search }) { totalCount } }', { search: `W-${number}` })).investmentLeads.totalCount;
  expect(await open()).toBe(1);
  expect(codes(await answerNeed(needs[0].id, ''))).toEqual(['TEXT_EMPTY answer']);
  const answered = await answerNeed(needs[0].id, '园区可供地');
  expect(answered.investmentLead.needs[0]).toMatchObject({ state: 'ANSWERED', answer: '园区可供地', answeredBy: 'DISPATCHER' });
  expect(codes(await reportNeed(needs[0].id))).toEqual(['NEED_SETTLED needId']);
  const both = await Promise.all([reportNeed(needs[1].id), reportNeed(needs[1].id)]);
  expect(both.flatMap(codes)).toEqual(['NEED_SETTLED needId']);
  expect(both.find(({ userErrors }) => userErrors.length === 0).investmentLead.needs[1]).toMatchObject({
    state: 'REPORTED', issue: { kind: 'DEMAND', category: 'LAND', severity: 'HIGH', status: 'REPORTED', title: expect.stringMatching(/12\.5亩$/), project: null, demand: { quantity: '12.5', measure: '亩', kind: { code: 'LAND' } } },
  });
  expect(codes(await answerNeed(needs[1].id, 'x'))).toEqual(['NEED_SETTLED needId']);
  expect(await open()).toBe(0);
  expect((await city.query<Data>(`select count(*)::int as issues from issue where lead_id = ${lead}`))[0].issues).toBe(1);
});

test('[IL9] with a lead that became a project its leader keeps its history, contacts and needs: the project names it, and what is open there is answered or becomes the project\'s demand', async () => {
  const { addNeed, addContact, convert } = office();
  await addContact(lead);
  await addNeed(lead);
  const { investmentLead: { needs } } = await addNeed(lead, { quantity: '2' });
  await convert(lead, `PW-${number}`);
  const from = 'query ($code: String!) { project(code: $code) { convertedFrom { code status contacts { name } needs { state } history { act note } } } }';
  const [leader, officer] = await Promise.all((['LEADER', 'OFFICER'] as const).map((role) => city.get(role, from, { code: `PW-${number}` }, { leader: role === 'LEADER' ? 'L1' : 'L2' })));
  expect(leader).toEqual(officer);
  expect(leader.project.convertedFrom).toMatchObject({ code: `W-${number}`, status: 'CONVERTED', contacts: [{ name: '王总' }], needs: [{ state: 'OPEN' }, { state: 'OPEN' }] });
  expect(leader.project.convertedFrom.history.at(-1)).toEqual({ act: 'CONVERTED', note: `PW-${number}` });
  const own = acts(city, 'LEADER', { leader: 'L1' });
  expect((await own.reportNeed(needs[0].id)).investmentLead.needs[0]).toMatchObject({ state: 'REPORTED', issue: { project: { code: `PW-${number}` } } });
  expect((await own.answerNeed(needs[1].id, '已供地')).investmentLead.needs[1]).toMatchObject({ state: 'ANSWERED' });
  // Who is released from the project has nothing of the lead any more; whoever comes has.
  await city.query(`update assignment set until = business_now(), end_reason = '调整' where leader_id = 1 and project_id = (select id from project where code = 'PW-${number}')`);
  expect((await city.get('LEADER', '{ investmentLeads(filter: { status: [CONVERTED] }) { totalCount } }', {}, { leader: 'L1' })).investmentLeads.totalCount).toBe(0);
  await city.query(`insert into assignment (role, leader_id, project_id) select 'GENERAL_SERVICE_OFFICER', 3, id from project where code = 'PW-${number}'`);
  expect((await city.get('LEADER', from, { code: `PW-${number}` }, { leader: 'L3' })).project.convertedFrom).toMatchObject({ contacts: [{ name: '王总' }] });
});

test('[IL10] the office, the region\'s office and those who answer for a lead work on it; for others of their role it does not exist, and other roles may not', async () => {
  const { addContact, addNeed } = office();
  const { investmentLead: { contacts: [contact] } } = await addContact(lead);
  const { investmentLead: { needs: [need] } } = await addNeed(lead);
  const every = (by: ReturnType<typeof acts>) => [
    () => by.move(lead, 'CONTACTED'), () => by.plan(lead, null), () => by.addContact(lead), () => by.addNeed(lead), () => by.answerNeed(need.id, 'x'), () => by.reportNeed(need.id), () => by.endContact(contact.id),
  ];
  for (const by of [acts(city, 'LEADER', { leader: 'L3' }), acts(city, 'OFFICER', { leader: 'L3' }), acts(city, 'DISPATCHER', south)]) {
    for (const act of every(by)) expect(codes(await act())).toEqual([expect.stringMatching(/^NOT_FOUND (id|leadId|needId|contactId)$/)]);
  }
  for (const [role, viewer] of [['UNIT', { unit: 'UN' }], ['OWNER', { unit: 'UN' }], ['VIEWER', {}], ['SCREEN', {}], ['INTEGRATION', { system: 's' }]] as const) {
    for (const act of every(acts(city, role, viewer))) await expect(act()).rejects.toThrow(/无权进行此项操作/);
  }
  const done = [acts(city, 'LEADER', { leader: 'L1' }).move(lead, 'CONTACTED'), acts(city, 'OFFICER', { leader: 'L2' }).plan(lead, { text: '走访', on: '2020-04-17' }), acts(city, 'DISPATCHER', north).answerNeed(need.id, '可供')];
  for (const each of await Promise.all(done)) expect(codes(each)).toEqual([]);
  expect((await city.query<Data>(`select stage, next_step as step from investment_lead where id = ${lead}`))[0]).toEqual({ stage: 'CONTACTED', step: '走访' });
});

test('[IL11] contacts are read by the office, the region\'s office and those who answer for the lead; whoever else sees the lead reads null, on whatever way', async () => {
  await office().addContact(lead);
  await city.query(`insert into issue (number, kind, category, title, severity, status, level, lead_id, lead_unit_id, external_system, external_key)
    values ('C-${number}', 'PROBLEM', 'LAND', '用地', 'LOW', 'ASSIGNED', 'PROJECT', ${lead}, 1, 'hotline', 'k-${number}')`);
  const ways = `query ($id: ID!, $code: String!, $ids: [ID!]!) { investmentLead(id: $id) { contacts { name telephone } } byCode: investmentLead(code: $code) { contacts { name telephone } }
    list: investmentLeads(filter: { search: $code }) { nodes { contacts { name telephone } } } nodes(ids: $ids) { ... on InvestmentLead { people: contacts { name telephone } } } issues(filter: { search: "C-${number}" }) { nodes { lead { contacts { name telephone } } } } }`;
  const variables = { id: row('InvestmentLead', lead), code: `W-${number}`, ids: [row('InvestmentLead', lead)] };
  const person = { name: '王总', telephone: '0459-000 0000' };
  for (const [role, viewer] of [['ADMIN', {}], ['DISPATCHER', {}], ['DISPATCHER', north], ['LEADER', { leader: 'L1' }], ['OFFICER', { leader: 'L2' }]] as const) {
    const found = JSON.stringify(await city.get(role, ways, variables, viewer));
    expect([role, found.split(JSON.stringify([person])).length - 1]).toEqual([role, 5]);
  }
  for (const [role, viewer] of [['VIEWER', {}], ['VIEWER', north], ['SCREEN', north], ['UNIT', { unit: 'UN' }], ['INTEGRATION', { system: 'hotline' }]] as const) {
    const found = await city.get(role, ways, variables, viewer);
    expect([role, found.investmentLead]).toEqual([role, { contacts: null }]);
    expect(JSON.stringify(found)).not.toMatch(/王总|0459/);
  }
});
