import { buildSchema, isObjectType, type GraphQLObjectType } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decidedFields, decisionOn } from '../../src/kernel/field-rights.js';
import { guard } from '../../src/graphql/guard.js';
import { wordsOf } from '../../src/kernel/enumeration.js';
import { toGlobalId } from '../../src/kernel/global-id.js';
import { rightFor, rights } from '../../src/kernel/rights.js';
import { Role } from '../../src/kernel/viewer.js';
import { schema } from '../../src/server/schema.js';
import { bothTransports, type Both, type Said } from '../server/both.js';
import type { TestServer } from '../support/server.js';
import { openSocket } from '../support/socket.js';
import { call, missing, naming } from './calls.js';
import { Documents, isList, listDocuments } from './documents.js';
import { everybody, hidden, markersOf, type Eyes } from './eyes.js';
import { idsOf, marker, markersIn, openMarkedCity, scopedTypes, type ScopedType } from './marked-city.js';
import { page, transports, type Observed, type Transport } from './page.js';

/** Who may do what, as an office would write it on the wall: told again here, apart from the code. */
const office: readonly Role[] = ['ADMIN', 'DISPATCHER'];
const mayDo: Record<string, readonly Role[]> = {
  'clockSet signalRuleSet seasonalCurveSet escalationRuleSet startObstacleRuleSet readinessItemSet readinessItemEnd': ['ADMIN'],
  'readinessCheck': [...office, 'OFFICER', 'OWNER'],
  'readinessConfirm': [...office, 'OFFICER'],
  'calendarDaySet calendarDayClear': office,
  'regionRegister regionCorrect regionEnd unitRegister unitCorrect unitEnd leaderRegister leaderCorrect leaderEnd': office,
  'projectRegister projectCorrect projectSetYearPlan projectEnd': office,
  'projectReportProgress progressReportMake progressReportMakeMany': [...office, 'OFFICER', 'OWNER'],
  'enterpriseRegister enterpriseCorrect enterpriseReport': office,
  'investmentLeadRegister investmentLeadCorrect investmentLeadConvert investmentLeadEnd': office,
  'investmentLeadMove investmentLeadPlanNextStep leadContactAdd leadContactEnd leadNeedAdd leadNeedAnswer leadNeedReport': [...office, 'LEADER', 'OFFICER'],
  'reserveFieldSet reserveFieldEnd ripeningStepSet ripeningStepEnd': ['ADMIN'],
  'reserveSetField': office,
  'ripeningPlan ripeningReach ripeningTakeBack': [...office, 'LEADER', 'OFFICER'],
  'assignmentMake assignmentEnd': office,
  'issueReport issueReportMany': [...office, 'LEADER', 'OFFICER', 'OWNER', 'INTEGRATION'],
  'issueCorrect issueVerify issueReturn issueWaiveAnswer issueApproveExtension issueRefuseExtension issueLinkRecurrence issueMerge': office,
  'issueAssign issueAssignMany issueEscalate issueRemind': [...office, 'LEADER'],
  'issueAcknowledge issueAnswer issueRequestExtension issueResolve': [...office, 'UNIT'],
  'issueAddEvidence issueEndEvidence issueComment issueWithdrawComment': [...office, 'LEADER', 'OFFICER', 'UNIT', 'OWNER'],
  'demandKindSet': ['ADMIN'],
  'demandDescribe supplyMatch supplyMatchConfirm supplyMatchRelease': office,
  'demandFulfil demandCorrectFulfilment supplyOfferMake supplyOfferCorrect supplyOfferWithdraw': [...office, 'UNIT'],
  'jointLaunchRecord jointLaunchCancel subProjectRegister subProjectCorrect subProjectEnd portfolioYearSet industryChainSet industryChainEnd': office,
  'scheduleDraw scheduleRebase scheduleEnd milestoneCorrect scheduleTemplateSet scheduleTemplateEnd': office,
  'milestoneReport': [...office, 'OFFICER', 'OWNER'],
  'permitKindSet permitRulesSet': ['ADMIN'],
  'permitPlan': [...office, 'OFFICER'],
  'permitApply projectCommitToStart': [...office, 'OFFICER', 'OWNER'],
  'permitAccept permitGrant permitRefuse permitExempt permitPaperDefer permitPaperDeliver': [...office, 'UNIT'],
  'contestDraw contestCorrect contestStart contestEnd contestCancel contestWithdrawRegion contestReadmitRegion contestAdjust contestEndAdjustment': office,
  'meetingSchedule meetingCorrect meetingStart meetingClose meetingCancel meetingCallItem meetingFinishItem meetingDeferItem': office,
  'meetingAgendaAdd meetingAgendaMove meetingAgendaRemove meetingSiteAdd meetingSiteRemove meetingRecordDirective': office,
  'calendarFeedMake calendarFeedWithdraw': [...office, 'LEADER', 'OFFICER', 'SCREEN', 'VIEWER'],
  'speakerAsk speakerEnd': [...office, 'SCREEN'],
  'speakerGive speakerDecline attendanceCorrect meetingSeriesMake meetingSeriesSkip meetingSeriesEnd': office,
  'meetingAgendaExtend meetingRecordNote meetingRecordAgreement meetingPostponeItem': office,
  'accessGrantMake accessGrantEnd accessWithdraw apiKeyMake apiKeyRotate apiKeyWithdraw': ['ADMIN'],
  'screenApprove screenWithdraw': office,
};
/** The queries that are not for everybody. */
const mayAsk: Record<string, readonly Role[]> = { accessGrants: ['ADMIN'], apiKeys: ['ADMIN'], auditEntries: ['ADMIN'], portfolios: office, screens: office, signalPreview: office };

const mutations = schema.getMutationType()!.getFields();
const allowed = new Map(Object.entries(mayDo).flatMap(([names, roles]) => names.split(' ').map((name) => [name, roles] as const)));
const outputs = Object.values(schema.getTypeMap()).filter((type): type is GraphQLObjectType => isObjectType(type) && !type.name.startsWith('__'));
const everyField = outputs.flatMap((type) => Object.keys(type.getFields()).map((field) => `${type.name}.${field}`));
const observed: Observed = { acts: new Map(), stand: new Set(), rows: new Map() };
const one = wordsOf(Role).map((role) => everybody.find((eyes) => eyes.role === role)!);

let server: TestServer;
const asks = new Map<Eyes, Both>();
beforeAll(async () => {
  server = await openMarkedCity();
  for (const eyes of everybody) asks.set(eyes, await bothTransports(server, await server.token(eyes.role, { subject: eyes.who, ...eyes.options })));
});
afterAll(() => server.close());

/** Asks over both transports, and hands each answer on. */
async function both(eyes: Eyes, query: string, variables?: Record<string, unknown>): Promise<[Transport, Said][]> {
  const { http, socket } = await asks.get(eyes)!.ask(query, variables);
  return [['HTTP', http], ['WebSocket', socket]];
}

test('[RT1] every field of every type has a decision in the tables that the server decides by, and the tables name no other', () => {
  expect(everyField.length).toBeGreaterThan(300);
  expect(everyField.filter((field) => decisionOn(...field.split('.') as [string, string]) === undefined)).toEqual([]);
  expect(decidedFields.filter((field) => !everyField.includes(field))).toEqual([]);
  expect(new Set(decidedFields).size).toBe(decidedFields.length);
  expect(() => guard(buildSchema('type Query { clock: Int secret: Int }'))).toThrow('Query.secret');
  expect(() => guard(buildSchema('type Query { clock: Int } type Mutation { secretSet: Int }'))).toThrow('Mutation.secretSet');
  // Nor does it let rows with a scope pass by a field that everybody sees.
  expect(() => guard(buildSchema('type Query { regions: [Project] } type Project { id: ID }'))).toThrow('Query.regions');
  expect(() => guard(buildSchema('type Query { units: ProjectConnection } type ProjectConnection { nodes: [Project] } type Project { id: ID }'))).toThrow('Query.units');
});

test('[T6] every mutation is named in the table of rights', () => {
  expect([...allowed.keys()].toSorted()).toEqual(Object.keys(mutations).toSorted());
  expect(Object.keys(mutations).filter((name) => !rights.includes(rightFor(name)!))).toEqual([]);
  expect(Object.keys(mayAsk)).toEqual(Object.keys(schema.getQueryType()!.getFields()).filter((name) => rightFor(name)).toSorted());
});

describe('[T7] a role may do what the table says, over both transports, and nothing else', () => {
  test.each(one.flatMap((eyes) => Object.keys(mutations).map((name) => ({ eyes, name, who: eyes.role }))))('$who $name', async ({ eyes, name }) => {
    const { query, variables } = call(name, () => missing);
    const seen = {} as Record<Transport, boolean>;
    for (const [transport, { data, errors }] of await both(eyes, query, variables)) {
      seen[transport] = errors === undefined;
      if (allowed.get(name)!.includes(eyes.role)) {
        expect(errors).toBeUndefined();
        expect(data[name].userErrors).toBeDefined();
      } else {
        expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' }, path: [name] }]);
        expect(data?.[name] ?? null).toBeNull();
      }
    }
    observed.acts.set(name, (observed.acts.get(name) ?? new Map()).set(eyes.role, seen));
  });
});

test('[RT19] screens and the office stand in the sites of meetings that they see; to others a site is closed like one that does not exist', async () => {
  const stands = async ({ role, options }: Eyes, site: number): Promise<boolean> => {
    const socket = await openSocket(server.wsUrl);
    socket.send({ type: 'connection_init', payload: { authorization: `Bearer ${await server.token(role, options)}`, siteId: toGlobalId('MeetingSite', site) } });
    const outcome = await Promise.race([socket.next().then(({ type }) => type, () => 'closed'), socket.closed.then(({ code }) => code)]);
    socket.close();
    expect(['connection_ack', 'closed', 4403]).toContain(outcome);
    return outcome === 'connection_ack';
  };
  for (const eyes of one) {
    const seen = eyes.sees.MeetingSite[0];
    if (await stands(eyes, seen ?? 1)) observed.stand.add(eyes.role);
    for (const site of [missing, ...hidden(eyes, 'MeetingSite').slice(0, 1)]) expect([eyes.who, site, await stands(eyes, site)]).toEqual([eyes.who, site, false]);
  }
  expect([...observed.stand]).toEqual(['ADMIN', 'DISPATCHER', 'SCREEN']);
});

describe('[RT2] of all that can be asked for, everybody reads what they may see and nothing of what they may not', () => {
  const documents = new Documents();
  const lists = listDocuments(documents);
  const byIds = Object.fromEntries(scopedTypes.map((type) => [
    type, documents.largest((each, steps) => `query ($ids: [ID!]!) { nodes(ids: $ids) { __typename ... on ${type} ${each.selection(schema.getType(type) as GraphQLObjectType, steps)} } }`),
  ]));
  const query = schema.getQueryType()!;
  const single = Object.keys(query.getFields()).filter((name) => !isList(name));
  for (const type of ['ChangeBatch', 'MeetingScreen', 'Demand', 'DailyDispatch', 'WeeklyHearing', 'ListScreen', 'ListDifferenceEntry', 'SignalPreview', 'ChartScreen', 'ProjectReadiness', 'BaselineDays', 'StartForecast', 'MilestoneWhatIf', 'StartEntry', 'ContestScreen', 'ContestScoreboard', 'ContestStanding', 'ContestScore', 'Ripening', ...Object.values(mutations).map((field) => String(field.type))]) documents.selection(schema.getType(type) as GraphQLObjectType, 2);
  for (const name of [...single, 'nodes']) documents.root(query, name, '', 1);

  test.each(everybody.map((eyes) => ({ eyes, who: eyes.who })))('$who', async ({ eyes }) => {
    const found = Object.fromEntries(transports.map((transport) => [transport, { read: new Set<string>(), rows: {} }])) as Record<Transport, { read: Set<string>; rows: Record<string, number> }>;
    const read = (transport: Transport, { data, errors }: Said, of: string) => {
      expect([of, errors]).toEqual([of, undefined]);
      for (const each of markersIn(data)) found[transport].read.add(each);
    };
    for (const [name, document] of Object.entries(lists)) {
      const answers = await both(eyes, document);
      if (name in mayAsk) {
        const seen = Object.fromEntries(answers.map(([transport, { errors }]) => [transport, errors === undefined])) as Record<Transport, boolean>;
        observed.acts.set(name, (observed.acts.get(name) ?? new Map()).set(eyes.role, seen));
      }
      for (const [transport, said] of answers) {
        if (mayAsk[name]?.includes(eyes.role) === false) {
          expect(said).toMatchObject({ errors: [{ extensions: { code: 'FORBIDDEN' }, path: [name] }] });
          expect(said.data?.[name] ?? null).toBeNull();
          continue;
        }
        read(transport, said, name);
        const type = scopedTypes.find((each) => `${each[0]!.toLowerCase()}${each.slice(1)}s` === name);
        if (type) expect([name, said.data[name].totalCount]).toEqual([name, eyes.sees[type].length]);
      }
    }
    for (const type of scopedTypes) {
      for (const [transport, said] of await both(eyes, byIds[type]!, { ids: idsOf(type).map((id) => toGlobalId(type, id)) })) {
        read(transport, said, type);
        const present = idsOf(type).filter((_, index) => said.data.nodes[index] !== null);
        expect([type, present]).toEqual([type, eyes.sees[type]]);
        found[transport].rows[type] = present.length;
      }
    }
    for (const transport of transports) expect([transport, [...found[transport].read].toSorted()]).toEqual([transport, markersOf(eyes)]);
    observed.rows.set(eyes.who, Object.fromEntries(transports.map((transport) => [transport, found[transport].rows])) as Record<Transport, Record<ScopedType, number>>);
  });

  test('nothing was left out: every field was asked for', () => {
    for (const field of Object.keys(mutations)) documents.asked.add(`Mutation.${field}`);
    for (const field of Object.keys(schema.getSubscriptionType()!.getFields())) documents.asked.add(`Subscription.${field}`);
    expect(everyField.filter((field) => !documents.asked.has(field))).toEqual([]);
  });
});

describe('[RT3] by id, code or number, and by what is searched or filtered for, a hidden row is answered like one that does not exist', () => {
  const namings: Partial<Record<ScopedType, { field: string; by: string; value: (id: number) => string; list: string; filter: (id: number) => string }>> = {
    Project: { field: 'project', by: 'code', value: (id) => `P${marker('Project', id)}`, list: 'projects', filter: (id) => `search: "${marker('Project', id)}", includeEnded: true` },
    InvestmentLead: { field: 'investmentLead', by: 'code', value: (id) => `V${marker('InvestmentLead', id)}`, list: 'investmentLeads', filter: (id) => `search: "${marker('InvestmentLead', id)}"` },
    Issue: { field: 'issue', by: 'number', value: (id) => `I${marker('Issue', id)}`, list: 'issues', filter: (id) => `search: "${marker('Issue', id)}"` },
    Assignment: { field: 'assignment', by: 'id', value: (id) => toGlobalId('Assignment', id), list: 'assignments', filter: (id) => (id > 3 ? 'active: true, role: [FACILITATION_OFFICER]' : `projectId: "${toGlobalId('Project', missing)}"`) },
    SupplyOffer: { field: 'supplyOffer', by: 'id', value: (id) => toGlobalId('SupplyOffer', id), list: 'supplyOffers', filter: (id) => `search: "${marker('SupplyOffer', id)}"` },
    Meeting: { field: 'meeting', by: 'id', value: (id) => toGlobalId('Meeting', id), list: 'meetings', filter: (id) => `search: "${marker('Meeting', id)}"` },
  };
  test.each(everybody.map((eyes) => ({ eyes, who: eyes.who })))('$who', async ({ eyes }) => {
    for (const [type, { field, by, value, list, filter }] of Object.entries(namings)) {
      const document = (id: number) => `{ byId: ${field}(id: "${toGlobalId(type as ScopedType, id)}") { id } node(id: "${toGlobalId(type as ScopedType, id)}") { id }
        named: ${field}(${by}: "${value(id)}") { id } ${list}(filter: { ${filter(id)} }) { totalCount nodes { id } edges { cursor } pageInfo { endCursor hasNextPage } } }`;
      const [[, none]] = await both(eyes, document(missing)) as [[Transport, Said]];
      expect(none.data.byId).toBeNull();
      for (const id of hidden(eyes, type as ScopedType)) {
        for (const [, said] of await both(eyes, document(id))) expect([type, id, said]).toEqual([type, id, none]);
      }
    }
  });

  test('by the rows that a filter names: an unseen project is on no agenda, an unseen project and lead have no issues and nobody who answers for them', async () => {
    const count = async (eyes: Eyes, list: string, filter: string) => {
      const answers = await both(eyes, `{ ${list}(filter: { ${filter} }) { totalCount } }`);
      const [first, second] = answers.map(([, { data }]) => data[list].totalCount as number);
      expect(first).toBe(second);
      return first;
    };
    for (const eyes of everybody) {
      for (const id of hidden(eyes, 'Project')) {
        const projectId = `projectId: "${toGlobalId('Project', id)}"`;
        expect([eyes.who, id, await count(eyes, 'meetings', projectId), await count(eyes, 'issues', projectId), await count(eyes, 'assignments', projectId)]).toEqual([eyes.who, id, 0, 0, 0]);
      }
      for (const id of hidden(eyes, 'InvestmentLead')) expect([eyes.who, id, await count(eyes, 'assignments', `leadId: "${toGlobalId('InvestmentLead', id)}"`)]).toEqual([eyes.who, id, 0]);
    }
  });
});

describe('[RT4] an act on a hidden row, or one that names a hidden row, is refused word for word like one on a row that does not exist', () => {
  test.each(everybody.filter((eyes) => scopedTypes.some((type) => hidden(eyes, type).length > 0)).map((eyes) => ({ eyes, who: eyes.who })))('$who', async ({ eyes }) => {
    const tried: string[] = [];
    for (const mutation of Object.keys(mutations).filter((name) => allowed.get(name)!.includes(eyes.role))) {
      for (const more of naming(mutation)) {
        // An integration reports on whatever project it names by its code.
        if (more === 'projectCode' && eyes.role === 'INTEGRATION') continue;
        const isScoped = (type: string): type is ScopedType => (scopedTypes as string[]).includes(type);
        const out = (type: string) => (isScoped(type) ? hidden(eyes, type)[0] ?? missing : missing);
        const own = (type: string) => (isScoped(type) ? eyes.sees[type].at(-1) ?? missing : missing);
        // An act on a hidden row; then one on a row of the viewer's own that names a hidden one besides.
        for (const [naughty, harmless] of [
          [call(mutation, out, more), call(mutation, () => missing, more)],
          [call(mutation, (type, field) => (field === more ? out(type) : own(type)), more), call(mutation, (type, field) => (field === more ? missing : own(type)), more)],
        ] as const) {
          if (JSON.stringify(naughty) === JSON.stringify(harmless)) continue;
          const [[, none]] = await both(eyes, harmless.query, harmless.variables) as [[Transport, Said]];
          for (const [transport, said] of await both(eyes, naughty.query, naughty.variables)) expect([mutation, more, transport, said]).toEqual([mutation, more, transport, none]);
          expect([mutation, more, JSON.stringify(none)]).toEqual([mutation, more, expect.stringMatching(eyes.role === 'INTEGRATION' ? /NOT_FOUND|TEXT_EMPTY/ : /NOT_FOUND/)]);
          tried.push(mutation);
        }
      }
    }
    // A feed is one's own, and of no row.
    expect(tried.length > 0).toBe(Object.keys(mutations).some((name) => !name.startsWith('calendarFeed') && allowed.get(name)!.includes(eyes.role)));
    if (eyes.role === 'DISPATCHER') expect(new Set(tried).size).toBeGreaterThan(30);
  });
});

test('[RT5] docs/RIGHTS.md says what this run has seen: `npm run rights` writes it', async () => {
  await expect(page(observed, wordsOf(Role))).toMatchFileSnapshot('../../docs/RIGHTS.md');
});
