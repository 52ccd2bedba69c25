import { afterAll, beforeAll, expect, test } from 'vitest';
import { openCity, type City } from '../support/city.js';

const clockSet = `mutation ($to: DateTime!) { clockSet(input: { to: $to }) { clock { today } userErrors { code } } }`;

let city: City;
beforeAll(async () => void (city = await openCity('demonstration')));
afterAll(() => city.close());

/** Every id of a list with one of its fields. */
async function all<T>(list: 'projects' | 'issues', field: string, read: (node: never) => T): Promise<Map<number, T>> {
  const found = new Map<number, T>();
  for (let after: string | null = null; ;) {
    const page: { nodes: { id: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } } =
      (await city.get('ADMIN', `query ($after: String) { ${list}(first: 200, after: $after) { nodes { id ${field} } pageInfo { hasNextPage endCursor } } }`, { after }))[list];
    for (const node of page.nodes) found.set(Number(atob(node.id).split(':')[1]), read(node as never));
    if (!page.pageInfo.hasNextPage) return found;
    after = page.pageInfo.endCursor;
  }
}

interface Signal {
  colour: string;
  reasons: { message: string; detail: string }[];
}
const lights = () => all('projects', 'signal { colour }', ({ signal }: { signal: Signal }) => signal.colour);
const signals = () => all('projects', 'signal { colour reasons { message detail inputs { name day amount share } } }', ({ signal }: { signal: Signal }) => JSON.stringify(signal));
const overdue = () => all('issues', 'overdue', (node: { overdue: boolean }) => node.overdue);
const differing = <T>(before: Map<number, T>, after: Map<number, T>) => [...after].filter(([id, value]) => before.get(id) !== value).map(([id]) => id).sort((a, b) => a - b);

/** What the change log says of an act: ids by type. */
async function logged(seq: string): Promise<Record<string, number[]>> {
  const found = await city.query<{ type: string; ids: number[] }>(`select type, array_agg(entity_id order by entity_id) as ids from change_log where seq > ${seq} group by type`);
  return Object.fromEntries(found.map(({ type, ids }) => [type, ids]));
}

const last = async () => (await city.query<{ seq: string }>(`select max(seq) as seq from change_log`))[0]!.seq;

test('[S17] the demonstration shows lights in all three colours, none of them on more than 60 % of the projects', async () => {
  const colours = [...(await lights()).values()];
  expect(colours).toHaveLength(354);
  for (const colour of ['GREEN', 'YELLOW', 'RED']) {
    const share = colours.filter((one) => one === colour).length / colours.length;
    expect(share).toBeGreaterThan(0);
    expect(share).toBeLessThanOrEqual(0.6);
  }
});

test.each(['2020-04-17', '2020-05-20', '2020-04-16'])('[S18] when the day turns to %s, the change log names the day\'s calendar and exactly the projects whose light or its reasons changed, and the issues that became overdue or ceased to be', async (day) => {
  const [signalsBefore, overdueBefore, seq] = [await signals(), await overdue(), await last()];
  expect((await city.get('ADMIN', clockSet, { to: `${day}T01:00:00Z` })).clockSet.clock.today).toBe(day);
  const projects = differing(signalsBefore, await signals());
  const issues = differing(overdueBefore, await overdue());
  // What became late in leads and in the reserve is told as well, by a reckoning of its own.
  const { InvestmentLead: _, ...told } = await logged(seq);
  const ripening = (await city.query<{ id: number }>('select project_id as id from project_reserve')).map(({ id }) => id);
  told['Project'] = [...new Set(told['Project'])].filter((id) => projects.includes(id) || !ripening.includes(id));
  expect(told).toEqual({ Clock: [1], Calendar: [2020], ...(projects.length > 0 && { Project: projects }), ...(issues.length > 0 && { Issue: issues }) });
  expect(projects.length).toBeGreaterThan(0);
  expect(issues.length).toBeGreaterThan(0);
});

test('[S19] the clock set to another hour of the same day turns no day', async () => {
  const seq = await last();
  await city.get('ADMIN', clockSet, { to: '2020-04-16T09:00:00Z' });
  expect(await logged(seq)).toEqual({ Clock: [1] });
});
