import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Attack, Side, Target } from '../test/hostile/attack.js';
import { attacks } from '../test/hostile/attacks.js';
import { startBuilt, type Built } from './http/built.js';
import { startDatabase, token } from './live/diaodu.js';
import { machine } from './support/machine.js';
import { atEnd, bench } from './support/process.js';

/** What one side of an attack came to. */
interface Cost {
  readonly answer: string;
  readonly asExpected: boolean;
  /** Milliseconds. */
  readonly block: number;
  /** MiB above where it stood before. */
  readonly memory: number;
}

/** Longest that an attack may hold up the event loop, milliseconds. */
const goal = 50;
/** How often the memory is looked at, milliseconds. */
const lookEvery = 5;

function residentMiB(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1_024;
}

/** So often is each attack made; the middle one counts. */
const times = 3;

async function measure(server: Built, target: Target, side: Side): Promise<Cost> {
  const costs: Cost[] = [];
  for (let time = 0; time < times; time += 1) costs.push(await measureOnce(server, target, side));
  const middle = (of: (cost: Cost) => number) => costs.map(of).toSorted((a, b) => a - b)[1]!;
  return { ...costs.find(({ asExpected }) => !asExpected) ?? costs[0]!, block: middle(({ block }) => block), memory: middle(({ memory }) => memory) };
}

async function measureOnce(server: Built, target: Target, { attempt, answer: expected }: Side): Promise<Cost> {
  const before = residentMiB(server.pid);
  let peak = before;
  const looking = setInterval(() => (peak = Math.max(peak, residentMiB(server.pid))), lookEvery);
  await server.longestBlock();
  const answer = await attempt(target);
  // What the server does after it has answered counts too.
  await delay(50);
  clearInterval(looking);
  const block = await server.longestBlock();
  return { answer, asExpected: typeof expected === 'string' ? answer === expected : expected.test(answer), block, memory: peak - before };
}

function cells(cost: Cost | undefined): string {
  return cost ? `${cost.answer}${cost.asExpected ? '' : ' (**unexpected**)'}` : '–';
}

/** `only` is a part of the names of the attacks to make; then nothing is written. */
await bench(async () => {
  const only = process.argv[2];
  const database = await startDatabase();
  const server = await startBuilt({ DATABASE_URL: database.url });
  const target: Target = { url: server.url.replace(/\/graphql$/, ''), token: await token('ADMIN') };
  atEnd(() => server.stop());
  const lines: string[] = [];
  let [unexpected, slow] = [0, 0];
  for (const [group, members] of Object.entries(attacks)) {
    lines.push('', `## ${group}`, '', '| attack | over HTTP | over WebSocket | worst loop block, ms | peak memory, MiB |', '| --- | --- | --- | --- | --- |');
    for (const { what, http, socket } of members as readonly Attack[]) {
      if (only !== undefined && !what.includes(only)) continue;
      const costs = [http && (await measure(server, target, http)), socket && (await measure(server, target, socket))] as const;
      const made = costs.filter((cost) => cost !== undefined);
      const block = Math.max(...made.map((cost) => cost.block));
      const memory = Math.max(...made.map((cost) => cost.memory));
      unexpected += made.filter((cost) => !cost.asExpected).length;
      slow += block > goal ? 1 : 0;
      const line = `| ${what} | ${cells(costs[0])} | ${cells(costs[1])} | ${block > goal ? `**${block.toFixed(0)}**` : block.toFixed(0)} | ${memory.toFixed(0)} |`;
      console.log(line);
      lines.push(line);
    }
  }
  console.log(`${unexpected} unexpected, ${slow} above ${goal} ms`);
  if (only === undefined) {
    await writeFile(join(import.meta.dirname, '../docs/HOSTILE.md'), [
      '# Hostile input', '',
      `What hostile input comes to, attack by attack, against one built server process. \`npm run hostile\` makes all of them and writes this page; the tests in \`test/hostile\` make the same ones and compare the answers only.`, '',
      `${machine(database.version)}. The worst loop block is the longest time that the server's event loop did nothing else, over either transport, from its own \`monitorEventLoopDelay\`; goal at most ${goal} ms, missed by ${slow}. Peak memory is how far the process's resident memory rose above where it stood before the attack: much of it is garbage that has not been collected yet. Each attack was made ${times} times; the middle figures stand here. Whoever only waits costs nothing but a connection, and is cut off by the clock ([HX7], [HX8] in [SPEC.md](SPEC.md)).`,
      ...lines, '',
    ].join('\n'));
  }
  if (unexpected > 0) throw new Error('not every answer was the expected one');
});
