import { parseArgs } from 'node:util';
import { toGlobalId } from '../src/kernel/global-id.js';
import { openBoard, type Board } from './live/board.js';
import { changesDocument } from './live/contestants.js';
import { costOf, type Cost } from './live/cost.js';
import { startDatabase, startDiaodu, type Diaodu } from './live/diaodu.js';
import { startGenerator, type Generator } from './live/generator.js';
import type { Latencies } from './live/latencies.js';
import type { Wish } from './live/line.js';
import { screensResult } from './live/screens-result.js';
import { stream, type Stream, type Streamed } from './live/stream.js';
import { bench } from './support/process.js';
import { save } from './support/table.js';

/**
 * `npm run bench:screens -- [--screens 2000] [--busy 500] [--seconds 20]`: from a commit by SQL to the last of many screens, of
 * a board that changes twice a second, of `changes` in a city where 500 commits a second go on, and of boards in such a city.
 */
const { values: options } = parseArgs({ options: {
  screens: { type: 'string', default: '2000' },
  busy: { type: 'string', default: '500' },
  seconds: { type: 'string', default: '20' },
} });

/** One run, with all that was seen of it. */
export interface Run {
  readonly screens: number;
  readonly seconds: number;
  readonly marks: number;
  readonly groups: number;
  /** GraphQL executions of the hub while the run lasted. */
  readonly executions: number;
  readonly cost: Cost;
  readonly commits: number;
  readonly latencies: Latencies;
  /** The last message to a screen of each group, bytes. */
  readonly sizes: readonly number[];
}

/** Marks that are written already: a board that is opened shows the last of them. */
let marked = 0;

await bench(async () => {
  const [screens, busy, seconds] = [Number(options.screens), Number(options.busy), Number(options.seconds)];
  const diaodu = await startDiaodu(await startDatabase());
  const generator = await startGenerator();
  const board = await openBoard(diaodu);
  const marks = { rate: 10, statement: 'update meeting set title = $1 where id = $2', rows: [board.id] };
  const elsewhere = { rate: 490, issues: board.elsewhere };

  const calm = await run(diaodu, generator, { wishes: board.wishes, count: screens, latestWins: true }, { seconds, marks: { ...marks, rate: 2 } });
  const changes = await run(diaodu, generator, { wishes: [await changesWish(diaodu, board)], count: screens, latestWins: false }, {
    seconds, marks: { rate: 10, statement: 'update issue set title = $1 where id = $2', rows: board.apart.issues }, elsewhere,
  });
  const boards = await run(diaodu, generator, { wishes: board.wishes, count: busy, latestWins: true }, { seconds, marks, elsewhere });
  const result = screensResult({ calm, changes, boards }, diaodu.version);
  save('screens', result, { calm, changes, boards });
  console.table(result.rows);
});

/** Everybody subscribes, commits go on for the time, and the last state or change reaches everybody; or it fails. */
async function run(diaodu: Diaodu, generator: Generator, opening: { readonly wishes: readonly Wish[]; readonly count: number; readonly latestWins: boolean }, order: Omit<Stream, 'databaseUrl' | 'first'>): Promise<Run> {
  await generator.open({ url: diaodu.wsUrl, ...opening });
  while ((await diaodu.hub()).members < opening.count) await new Promise((resolve) => setTimeout(resolve, 50));
  // What is compiled on the way is compiled before: a few marks that do not count.
  const warm = await stream({ databaseUrl: diaodu.url, ...order, first: marked, seconds: 2 });
  const first = marked + warm.sent.length;
  await generator.reach(marked, first - 1);
  const before = await diaodu.hub();
  let streamed: Streamed | undefined;
  const cost = await costOf(diaodu, generator, async () => {
    streamed = await stream({ databaseUrl: diaodu.url, ...order, first });
    marked = first + streamed.sent.length;
    await generator.reach(first, marked - 1);
  });
  const { executions } = await diaodu.hub();
  const { sent, commits } = streamed!;
  const latencies = await generator.latencies({ sent, first });
  const sizes = await generator.sizes();
  await generator.close();
  return { screens: opening.count, seconds: order.seconds, marks: sent.length, groups: before.groups, executions: executions - before.executions, cost, commits, latencies, sizes };
}

/** Follows one project; a screen of the whole city. */
async function changesWish({ token }: Diaodu, { apart }: Board): Promise<Wish> {
  return {
    init: { authorization: `Bearer ${await token('ADMIN')}` },
    query: changesDocument,
    variables: { scope: { projectIds: [toGlobalId('Project', apart.project)] } },
  };
}
