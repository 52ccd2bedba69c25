import { getNamedType, GraphQLEnumType, GraphQLInputObjectType, isListType, isNonNullType, type GraphQLArgument, type GraphQLInputField, type GraphQLInputType } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RowType } from '../../src/kernel/entity-type.js';
import { wordsOf } from '../../src/kernel/enumeration.js';
import { toGlobalId } from '../../src/kernel/global-id.js';
import { Role } from '../../src/kernel/viewer.js';
import { schema } from '../../src/server/schema.js';
import { startServer, type TestServer } from '../support/server.js';
import { openSocket, type SocketClient } from '../support/socket.js';

/** Who may do what, as an office would write it on the wall: told again here, apart from the code. */
const mayDo: Record<string, readonly Role[]> = {
  'clockSet signalRuleSet': ['ADMIN'],
  'regionRegister regionCorrect regionEnd unitRegister unitCorrect unitEnd leaderRegister leaderCorrect leaderEnd': ['ADMIN', 'DISPATCHER'],
  'projectRegister projectCorrect projectReportProgress projectSetYearPlan projectEnd': ['ADMIN', 'DISPATCHER'],
  'investmentLeadRegister investmentLeadCorrect investmentLeadConvert investmentLeadEnd': ['ADMIN', 'DISPATCHER'],
  'assignmentMake assignmentEnd': ['ADMIN', 'DISPATCHER'],
  'issueReport issueReportMany': ['ADMIN', 'DISPATCHER', 'INTEGRATION'],
  'issueCorrect issueAssign issueVerify issueReturn issueEscalate': ['ADMIN', 'DISPATCHER'],
  'issueAcknowledge issueResolve': ['ADMIN', 'DISPATCHER', 'UNIT'],
  'meetingSchedule meetingCorrect meetingStart meetingClose meetingCancel meetingCallItem meetingFinishItem meetingDeferItem': ['ADMIN', 'DISPATCHER'],
  'accessGrantMake accessGrantEnd accessWithdraw apiKeyMake apiKeyRotate apiKeyWithdraw': ['ADMIN'],
  'screenApprove screenWithdraw': ['ADMIN', 'DISPATCHER'],
  'meetingAgendaAdd meetingAgendaMove meetingAgendaRemove meetingSiteAdd meetingSiteRemove meetingRecordDirective': ['ADMIN', 'DISPATCHER'],
};

const mutations = schema.getMutationType()!.getFields();
const allowed = new Map(Object.entries(mayDo).flatMap(([names, roles]) => names.split(' ').map((name) => [name, roles] as const)));

let server: TestServer;
let tokens: Record<Role, string>;
const sockets: Partial<Record<Role, SocketClient>> = {};

beforeAll(async () => {
  server = await startServer();
  tokens = {
    ADMIN: await server.token('ADMIN'),
    DISPATCHER: await server.token('DISPATCHER', { region: 'DQ' }),
    UNIT: await server.token('UNIT', { unit: await unitCode() }),
    INTEGRATION: await server.token('INTEGRATION', { system: 'county-platform' }),
    SCREEN: await server.token('SCREEN', { region: 'DQ' }),
    VIEWER: await server.token('VIEWER'),
  };
  for (const role of wordsOf(Role)) sockets[role] = await openSocket(server.wsUrl, { authorization: `Bearer ${tokens[role]}` });
});
afterAll(() => server.close());

async function unitCode(): Promise<string> {
  return (await server.query<{ code: string }>(`select code from unit order by id limit 1`))[0]!.code;
}

test('[T6] every mutation is named in the table of rights', () => {
  expect([...allowed.keys()].toSorted()).toEqual(Object.keys(mutations).toSorted());
});

describe.each(wordsOf(Role))('[T7] a %s may do what the table says, over both transports, and nothing else', (role) => {
  test.each(Object.keys(mutations))('%s', async (name) => {
    const { query, variables } = call(name);
    const overHttp = (await server.post(tokens[role], query, variables)).body;
    const id = `${role}-${name}`;
    sockets[role]!.send({ id, type: 'subscribe', payload: { query, variables } });
    const overSocket = (await sockets[role]!.next(id)).payload;
    for (const { data, errors } of [overHttp, overSocket]) {
      if (allowed.get(name)?.includes(role)) {
        expect(errors).toBeUndefined();
        expect(data[name].userErrors).toBeDefined();
      } else {
        expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' }, path: [name] }]);
        expect(data?.[name] ?? null).toBeNull();
      }
    }
  });
});

/** A well-formed call that names only rows that do not exist. */
function call(name: string): { query: string; variables: Record<string, unknown> } {
  const { args } = mutations[name]!;
  const needed = args.filter(isNeeded);
  return {
    query: `mutation${needed.length ? `(${needed.map((arg) => `$${arg.name}: ${String(arg.type)}`).join(', ')})` : ''} {
      ${name}${needed.length ? `(${needed.map((arg) => `${arg.name}: $${arg.name}`).join(', ')})` : ''} { userErrors { code } } }`,
    variables: Object.fromEntries(needed.map((arg) => [arg.name, valueFor(arg, name)])),
  };
}

function isNeeded(of: GraphQLArgument | GraphQLInputField): boolean {
  return isNonNullType(of.type) && of.defaultValue === undefined;
}

function valueFor(of: GraphQLArgument | GraphQLInputField, mutation: string, type: GraphQLInputType = of.type): unknown {
  if (isNonNullType(type)) return valueFor(of, mutation, type.ofType as GraphQLInputType);
  if (isListType(type)) return [];
  const named = getNamedType(type);
  if (named instanceof GraphQLEnumType) return named.getValues()[0]!.name;
  if (named instanceof GraphQLInputObjectType) {
    return Object.fromEntries(Object.values(named.getFields()).filter(isNeeded).map((field) => [field.name, valueFor(field, mutation)]));
  }
  const samples: Record<string, unknown> = { String: 'x', Int: 1, Float: 1, Boolean: true, Money: '1', Date: '2020-05-01', DateTime: '2020-05-01T01:00:00Z' };
  return named.name === 'ID' ? toGlobalId(typeNamedBy(of.name, mutation), 2_000_000_000) : samples[named.name];
}

function typeNamedBy(argument: string, mutation: string): RowType {
  const byArgument: [RegExp, RowType][] = [
    [/^(parent|region)Id$/, 'Region'], [/unitIds?$/i, 'Unit'], [/^(leader|chair)Id$/, 'Leader'], [/^(project|subject)Id$/, 'Project'], [/^itemId$/, 'AgendaItem'],
    [/^siteId$/, 'MeetingSite'], [/^issueId$/, 'Issue'], [/^meetingId$/, 'Meeting'], [/^leadId$/, 'InvestmentLead'],
  ];
  const byMutation: [RegExp, RowType][] = [
    [/^region/, 'Region'], [/^unit/, 'Unit'], [/^leader/, 'Leader'], [/^project/, 'Project'], [/^investmentLead/, 'InvestmentLead'],
    [/^accessGrant/, 'AccessGrant'], [/^apiKey/, 'ApiKey'], [/^screen/, 'Screen'],
    [/^assignment/, 'Assignment'], [/^issue/, 'Issue'], [/^meeting/, 'Meeting'],
  ];
  return (byArgument.find(([pattern]) => pattern.test(argument)) ?? byMutation.find(([pattern]) => pattern.test(mutation)))![1];
}
