import { token } from '../live/diaodu.js';
import { startBuilt } from './built.js';
import type { Client } from './cost.js';

/** How long one request held up the server's event loop at most, milliseconds, each time that it was sent. */
export interface Blocked {
  readonly request: string;
  readonly blocks: readonly number[];
  /** Seconds until it was answered. */
  readonly took: number;
  readonly bytes: number;
}

const allOfProject = `id code name tier sector origin stage totalInvestment annualPlan completedInvestment completedToDate plannedStartOn startedOn
  plannedResumptionOn resumedOn plannedCompletionOn completedOn launchedOn enteredProductionOn reachedCapacityOn physicalProgress description registeredAt endedAt endReason version`;
const allOfIssue = 'id number kind category title detail severity status level serviceMode dueOn overdue returns reportedAt resolvedAt closedAt version';
const many = (count: number, each: (number: number) => string) => Array.from({ length: count }, (_, number) => each(number)).join('\n');

/** A request as large as the limits let it be: `share` of the largest that is tried, 0 to 1. */
type Costly = (share: number) => { readonly what: string; readonly body: object };

const part = (share: number, of: number) => Math.max(1, Math.floor(share * of));

/** The costliest requests that were found. */
const requests: readonly Costly[] = [
  (share) => {
    const first = part(Math.sqrt(share), 200);
    return {
      what: `${first} projects with ${first} issues each, and the region of each`,
      body: { query: `{ projects(first: ${first}) { nodes { ${allOfProject} issues(first: ${first}) { nodes { ${allOfIssue} region { id name } } } } } }` },
    };
  },
  (share) => {
    const pages = part(share, 20);
    return { what: `${pages} pages of 200 projects, with all of their own fields`, body: { query: `{ ${many(pages, (number) => `p${number}: projects(first: 200) { nodes { ${allOfProject} } }`)} }` } };
  },
  (share) => {
    const pages = part(share, 20);
    return {
      what: `${pages} pages of 200 projects, with lights, leaders and histories`,
      body: { query: `{ ${many(pages, (number) => `p${number}: projects(first: 200) { totalCount nodes { id signal { colour reasons { message } } leader { id name } region { id name } history { at act note } } }`)} }` },
    };
  },
  (share) => {
    const fields = part(share, 980);
    return { what: `200 projects with one amount ${fields} times`, body: { query: `{ projects(first: 200) { nodes { ${many(fields, (number) => `f${number}: annualPlan`)} } } }` } };
  },
  (share) => {
    const fields = part(share, 980);
    return { what: `a document of ${fields} fields that was never seen before`, body: { query: `{ projects(first: 1) { nodes { ${many(fields, (number) => `f${Math.random().toString(36).slice(2, 8)}${number}: code`)} } } }` } };
  },
  (share) => {
    const reports = part(share, 4_800);
    return {
      what: `${reports} reports in one request, all refused`,
      body: {
        query: 'mutation ($inputs: [IssueReportInput!]!) { issueReportMany(inputs: $inputs) { results { issue { id number } userErrors { code message path } } userErrors { code } } }',
        variables: { inputs: Array.from({ length: reports }, (_, number) => ({ projectCode: `NONE-${number}`, kind: 'PROBLEM', category: 'TRANSPORT', severity: 'HIGH', title: `施工现场第${number}号问题待协调解决` })) },
      },
    };
  },
  () => ({
    what: 'the whole schema by introspection',
    body: {
      query: `{ __schema { types { name description fields(includeDeprecated: true) { name description args { name description defaultValue type { ...T } } type { ...T } } inputFields { name description type { ...T } }
        enumValues { name description } possibleTypes { name } } } } fragment T on __Type { kind name ofType { kind name ofType { kind name ofType { kind name } } } }`,
    },
  }),
];

export async function measureBlocks(databaseUrl: string, client: Client, times: number): Promise<Blocked[]> {
  const server = await startBuilt({ DATABASE_URL: databaseUrl });
  const headers = { authorization: `Bearer ${await token('ADMIN')}` };
  const measured: Blocked[] = [];
  for (const costly of requests) {
    const blocks: number[] = [];
    let [took, bytes, share] = [0, 0, 1];
    // The first time nothing of it is compiled: it counts as well.
    while (blocks.length < times) {
      await server.longestBlock();
      const { answer, seconds, bytes: size } = await client.run({ url: server.url, headers, bodies: [JSON.stringify(costly(share).body)], connections: 1, until: { requests: 1 }, expected: '{' });
      const block = await server.longestBlock();
      if (answer.includes('"TOO_LARGE"')) {
        share *= 0.9;
        if (share < 0.001) throw new Error(`${costly(share).what}: even this is too large`);
        continue;
      }
      if (!answer.includes('"data":{')) throw new Error(`${costly(share).what}: ${answer.slice(0, 500)}`);
      blocks.push(block);
      [took, bytes] = [seconds, size];
    }
    const { what } = costly(share);
    console.log(`${what.padEnd(60)} ${blocks.map((block) => block.toFixed(0)).join(', ')} ms, ${(1_000 * took).toFixed(0)} ms in all, ${(bytes / 1_048_576).toFixed(1)} MiB`);
    measured.push({ request: what, blocks, took, bytes });
  }
  await server.stop();
  return measured;
}
