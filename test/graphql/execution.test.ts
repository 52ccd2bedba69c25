import { readdirSync, readFileSync } from 'node:fs';
import { execute, Kind, parse, type ExecutionResult } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Context, Loaders } from '../../src/graphql/context.js';
import { run } from '../../src/graphql/execution.js';
import { toGlobalId } from '../../src/kernel/global-id.js';
import type { Viewer } from '../../src/kernel/viewer.js';
import { schema } from '../../src/server/schema.js';
import { UnitOfWork } from '../../src/store/unit-of-work.js';
import { openCity, type City, type Data } from '../support/city.js';

let city: City;
beforeAll(async () => void (city = await openCity('demonstration')));
afterAll(() => city.close());

const viewer = { subject: 'v', name: 'v', system: null, regionId: null, unitId: null, leaderId: null } as const;
const admin: Viewer = { ...viewer, role: 'ADMIN' };
const stranger: Viewer = { ...viewer, role: 'INTEGRATION', system: 'nobody' };

interface Asked {
  readonly text: string;
  readonly operationName?: string;
  readonly variables: Record<string, unknown>;
}

/** Order of keys does not count, nor what stands behind an error for us alone, nor that the clock goes on. */
function told({ data, errors }: ExecutionResult): Data {
  return { data: JSON.parse(JSON.stringify(data ?? null), (key, value: unknown) => (key === 'now' ? typeof value : value)), errors: errors?.map(({ message, path, extensions }) => ({ message, path, extensions })).toSorted((a, b) => String(a.path).localeCompare(String(b.path))) };
}

/** The answers of graphql-js and of the compiled program. */
async function both({ text, operationName, variables }: Asked, as: Viewer): Promise<[Data, Data]> {
  const document = parse(text);
  const args = () => ({ schema, document, operationName, variableValues: variables, contextValue: new Context(as, 'zh', new Loaders(city.store.db), new UnitOfWork(city.store)) });
  const plain = told(await execute(args()));
  await run(args());
  return [plain, told(await run(args()))];
}

/** What the documents of pages and clients need. */
const variables: Record<string, unknown> = { kind: ['POWER'], issueId: toGlobalId('Issue', 1), day: '2020-04-15', week: '2020-04-16', year: 2020, first: 30, by: ['TIER', 'SECTOR', 'ORIGIN', 'STAGE', 'REGION'], forecastOn: '2020-04-30', contestId: toGlobalId('Contest', 1), on: '2020-04-16', behind: false, projectId: toGlobalId('Project', 131), changes: { milestones: [] }, filter: null, search: '电' };

test('[Q6] an operation that is run again and again is compiled, and answers what it answered before: every query of the pages and of the contract', async () => {
  const { id } = (await city.query<{ id: number }>('select min(id)::int as id from meeting'))[0]!;
  const files = ['test/contract', 'schema/operations'].flatMap((folder) => readdirSync(folder).filter((name) => name.endsWith('.graphql')).map((name) => `${folder}/${name}`));
  let compared = 0;
  for (const file of files) {
    const text = readFileSync(file, 'utf8');
    for (const definition of parse(text).definitions) {
      // The lists' own kinds are another enum.
      if (definition.kind !== Kind.OPERATION_DEFINITION || definition.operation !== 'query' || /^List(OfDay|Compared)$/.test(definition.name!.value)) continue;
      for (const as of [admin, stranger]) {
        const asked = { text, operationName: definition.name!.value, variables: { ...variables, meetingId: toGlobalId('Meeting', id), id: toGlobalId('Meeting', id) } };
        const [plain, compiled] = await both(asked, as);
        expect(compiled, file).toEqual(plain);
        compared += 1;
      }
    }
  }
  expect(compared).toBeGreaterThan(10);
});

const refused: Record<string, Asked> = {
  'a malformed id in an argument, below a list': { text: '{ projects(first: 3) { nodes { id issues(filter: { leaderId: "none" }) { totalCount } } } }', variables: {} },
  'an error in a non-null field takes its parent along': { text: '{ a: projects(first: 1) { totalCount } b: projects(first: 201) { totalCount } }', variables: {} },
  'one bad page beside good ones': { text: '{ units(first: 3) { nodes { a: issues(first: 1) { totalCount } b: issues(after: "x") { totalCount } } } }', variables: {} },
  'what is not there': { text: '{ project(code: "none") { id } node(id: "UHJvamVjdDo5OTk5OTk5") { id __typename } nodes(ids: ["UHJvamVjdDox"]) { __typename ... on Project { code } ... on Issue { number } } }', variables: {} },
  'a variable that skips and one that includes': { text: 'query ($yes: Boolean!, $no: Boolean!) { clock { today @skip(if: $yes) now @include(if: $no) offsetSeconds } projects(first: 2) { nodes { ... @include(if: $yes) { code } name @include(if: $no) } } }', variables: { yes: true, no: false } },
  'defaults of variables and of arguments': { text: 'query ($first: Int = 2, $unit: MoneyUnit! = YI, $none: String) { projects(first: $first, after: $none) { nodes { totalInvestment(unit: $unit) annualPlan completedToDate } } }', variables: {} },
  'an enum and a day in variables': { text: 'query ($tier: [ProjectTier!], $on: Date) { projects(first: 3, filter: { tier: $tier }) { nodes { tier started(on: $on) } } }', variables: { tier: ['MUNICIPAL'], on: '2020-04-30' } },
  'the schema itself': { text: '{ __schema { queryType { name } types { name kind fields { name type { kind name ofType { name } } } } } __type(name: "Issue") { interfaces { name } } }', variables: {} },
};

test.each(Object.entries(refused))('[Q7] errors, nulls, conditions and defaults are the same by a compiled program: %s', async (_, asked) => {
  for (const as of [admin, stranger]) {
    const [plain, compiled] = await both(asked, as);
    expect(compiled).toEqual(plain);
  }
});
