import {
  getNamedType, isEnumType, isInputObjectType, isListType, isNonNullType, isObjectType, isScalarType, isUnionType,
  type GraphQLArgument, type GraphQLField, type GraphQLInputType, type GraphQLSchema,
} from 'graphql';

/** One place of the schema where a client may put text: an argument, or a field of an input, however deep. */
export interface Place {
  /** `Query.projects(filter.search)` */
  readonly name: string;
  readonly type: string;
  readonly kind: 'query' | 'mutation';
  readonly query: string;
  /** With this value at the place and something ordinary wherever something must stand. */
  variables(value: unknown): Record<string, unknown>;
}

/** How to a list of each type that has fields with arguments; what is asked of it stands in between. */
const ways: Readonly<Record<string, readonly [string, string]>> = {
  Project: ['projects(first: 2) { nodes {', '} }'], InvestmentLead: ['investmentLeads(first: 2) { nodes {', '} }'],
  Unit: ['units(first: 2) { nodes {', '} }'], Leader: ['leaders(first: 2) { nodes {', '} }'],
  Issue: ['issues(first: 2) { nodes {', '} }'], ProjectYear: ['projects(first: 2) { nodes { years {', '} } }'], ProjectStats: ['projectStats(by: []) {', '}'],
  Demand: ['issues(first: 2, filter: { kind: [DEMAND] }) { nodes { demand {', '} } }'], SupplyOffer: ['supplyOffers(first: 2) { nodes {', '} }'],
  ProgressReport: ['projects(first: 2) { nodes { progressReports(first: 2) { nodes {', '} } } }'], Enterprise: ['enterprises(first: 2) { nodes {', '} }'],
  DailyDispatch: ['dailyDispatch(day: "2020-04-16") {', '}'], DailyDispatchRow: ['dailyDispatch(day: "2020-04-16") { rows(first: 2) { nodes {', '} } }'],
  WeeklyHearing: ['weeklyHearing(week: "2020-04-16") {', '}'], WeeklyHearingRow: ['weeklyHearing(week: "2020-04-16") { rows(first: 2) { nodes {', '} } }'],
  ReserveStats: ['reserveStats(by: []) {', '}'],
  PermitRules: ['permitRules {', '}'],
  StartForecast: ['startForecast(on: "2020-04-30") {', '}'],
  JointLaunch: ['jointLaunches {', '}'], SubProject: ['projects(first: 2) { nodes { subProjects {', '} } }'], PortfolioYear: ['portfolioYears {', '}'], PortfolioGrowth: ['portfolioGrowth {', '}'],
  SignalPreview: ['signalPreview { signalPreview {', '} }'],
  ListProgress: ['list(kind: PROGRESS, first: 2) { nodes { progress {', '} } }'], ListMonth: ['list(kind: PROGRESS, first: 2) { nodes { progress { months {', '} } } }'],
};

/** An id of nothing, as clients would name it. */
const nothing = (type: string): string => Buffer.from(`${type}:2000000000`).toString('base64');
const ordinary: Readonly<Record<string, unknown>> = { Boolean: true, Int: 1, Float: 1, Date: '2020-04-16', DateTime: '2020-04-16T00:00:00Z', Money: '1', Quantity: '1', SafeInt: 1 };

/** Which type's id an argument or a field takes, by its name and by that of the field it belongs to. */
function typeOfId(name: string, field: string): string {
  const words = name === 'id' || name === 'ids' ? field : name;
  const types: readonly [RegExp, string][] = [
    [/^contestEndAdjustment/, 'ContestAdjustment'], [/^contest/, 'Contest'], [/^jointLaunch/, 'JointLaunch'], [/^subProject/, 'SubProject'], [/offer/i, 'SupplyOffer'], [/match(?!.*offer)/i, 'SupplyMatch'], [/step/i, 'DemandStep'], [/paper/i, 'PermitPaper'], [/^permit/, 'Permit'], [/check/i, 'ReadinessCheck'],
    [/contact(?!.*lead)|^contactId/i, 'LeadContact'], [/^needId/, 'LeadNeed'], [/milestone/i, 'Milestone'], [/unit|authority/i, 'Unit'], [/lead(?!er)/i, 'InvestmentLead'], [/leader/i, 'Leader'], [/item/i, 'AgendaItem'], [/site/i, 'MeetingSite'], [/meeting/i, 'Meeting'],
    [/issue/i, 'Issue'], [/enterprise/i, 'Enterprise'], [/assignment/i, 'Assignment'], [/region|parent/i, 'Region'],
  ];
  return types.find(([pattern]) => pattern.test(words))?.[1] ?? 'Project';
}

export function placesOf(schema: GraphQLSchema): Place[] {
  const places: Place[] = [];
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__') || type === schema.getSubscriptionType()) continue;
    for (const field of Object.values(type.getFields())) if (field.args.length > 0) places.push(...placesOfField(type.name, field));
  }
  return places;
}

function placesOfField(owner: string, field: GraphQLField<unknown, unknown>): Place[] {
  const kind = owner === 'Mutation' ? 'mutation' : 'query';
  const isRoot = owner === 'Mutation' || owner === 'Query';
  const [before, after] = isRoot ? ['', ''] : ways[owner] ?? fail(`${owner}.${field.name} takes arguments: name a way to it`);
  const query = `${kind} (${field.args.map(({ name, type }) => `$${name}: ${String(type)}`).join(', ')}) { ${before} ${field.name}(${field.args.map(({ name }) => `${name}: $${name}`).join(', ')}) ${answerOf(field)} ${after} }`;
  const needed = (except: GraphQLArgument) => Object.fromEntries(field.args.filter((it) => it !== except && isNonNullType(it.type) && it.defaultValue === undefined).map((it) => [it.name, plain(it.type, it.name, field.name)]));
  return field.args.flatMap((argument) => within(argument.type, argument.name, field.name).map(({ path, type, make }) => ({
    name: `${owner}.${field.name}(${path})`, type, kind, query,
    variables: (value: unknown) => ({ ...needed(argument), [argument.name]: make(value) }),
  })));
}

function answerOf({ type }: GraphQLField<unknown, unknown>): string {
  const named = getNamedType(type);
  if (isScalarType(named) || isEnumType(named)) return '';
  if (isUnionType(named) || !('getFields' in named)) return '{ __typename }';
  const fields = named.getFields();
  return `{ ${['totalCount', 'id', 'needing'].filter((name) => name in fields).join(' ')} ${'userErrors' in fields ? 'userErrors { code message path }' : ''} __typename }`;
}

interface Within {
  readonly path: string;
  readonly type: string;
  make(value: unknown): unknown;
}

/** The places in a value of a type. */
function within(type: GraphQLInputType, path: string, field: string): Within[] {
  if (isNonNullType(type)) return within(type.ofType, path, field);
  if (isListType(type)) return within(type.ofType, path, field).map(({ make, ...rest }) => ({ ...rest, make: (value) => [make(value)] }));
  if (!isInputObjectType(type)) return [{ path, type: type.name, make: (value) => value }];
  return Object.values(type.getFields()).flatMap((each) => within(each.type, `${path}.${each.name}`, field).map((place) => ({
    ...place, make: (value: unknown) => ({ ...(plain(type, path, field) as object), [each.name]: place.make(value) }),
  })));
}

/** Something ordinary of a type. */
function plain(type: GraphQLInputType, name: string, field: string): unknown {
  if (isNonNullType(type)) return plain(type.ofType, name, field);
  if (isListType(type)) return [plain(type.ofType, name, field)];
  if (isEnumType(type)) return type.getValues()[0]!.name;
  if (isInputObjectType(type)) {
    return Object.fromEntries(Object.values(type.getFields()).filter((it) => isNonNullType(it.type) && it.defaultValue === undefined).map((it) => [it.name, plain(it.type, it.name, field)]));
  }
  return type.name === 'ID' ? nothing(typeOfId(name, field)) : ordinary[type.name] ?? 'nothing';
}

function fail(sentence: string): never {
  throw new Error(sentence);
}
