import { bars } from '../support/chart.js';
import { machine } from '../support/machine.js';
import { figure, spread } from '../support/stats.js';
import type { Result, Row } from '../support/table.js';
import type { Run } from '../screens.js';

const ms = (value: number) => `${figure(value)} ms`;
const share = (value: number) => `${Math.round(100 * value)} %`;
/** So many whole states a second a screen may be shown. */
const mostStates = 4;

export function screensResult({ calm, changes, boards }: { readonly calm: Run; readonly changes: Run; readonly boards: Run }, postgres: string): Result {
  const states = boards.cost.messages / boards.screens / boards.cost.wall;
  return {
    title: 'From a commit to the screens',
    machine: machine(postgres),
    rows: [
      ...about('`meetingScreen`, two changes a second', calm),
      { figure: '… executions per change', value: figure(calm.executions / calm.marks), goal: `${calm.groups} (its groups)`, met: calm.executions <= calm.marks * calm.groups },
      { figure: '… bytes on the wire for a screen and change', value: `${figure(calm.cost.bytes / calm.screens / calm.marks)}; the whole city's ${figure(calm.sizes[0]!)}, the counties' ${spread(calm.sizes.slice(1))}` },
      latency('… commit to the first screen, p50', calm.latencies.firstP50),
      latency('… commit to the last screen, p50', calm.latencies.lastP50),
      latency('… commit to the last screen, p99', calm.latencies.lastP99, 300),
      ...costs(calm),
      ...about('`changes`, 500 commits a second, ten of them in the scope', changes),
      latency('… commit to the first screen, p50', changes.latencies.firstP50),
      latency('… commit to the first screen, p99', changes.latencies.firstP99),
      latency('… commit to a screen, p50', changes.latencies.p50),
      latency('… commit to a screen, p99', changes.latencies.p99, 50),
      latency('… commit to the last screen, p99', changes.latencies.lastP99),
      { figure: '… changes lost', value: '0', goal: '0', met: true },
      ...costs(changes),
      ...about('`meetingScreen`, the same load', boards),
      latency('… commit to the first screen, p50', boards.latencies.firstP50),
      latency('… commit to a screen, p50', boards.latencies.p50),
      latency('… commit to a screen, p99', boards.latencies.p99, 300),
      { figure: '… states a second to a screen', value: figure(states), goal: `<= ${mostStates}`, met: states <= mostStates },
      { figure: '… age of a state when it is shown, p50 and p99', value: `${ms(boards.latencies.ageP50)}, ${ms(boards.latencies.ageP99)}` },
      { figure: '… states skipped', value: share(boards.latencies.skippedShare) },
      { figure: '… bytes on the wire for a screen and state', value: figure(boards.cost.bytes / boards.cost.messages) },
      ...costs(boards),
    ],
    notes: [
      'Times are from when the commit was sent (the write itself counts) until a screen held the change, or for whole states that one or a later one; all processes on one machine read the same steady clock.',
      'A change that one screen does not get ends the run with an error. For whole states the last one must reach all, and none may be shown after a later one.',
      'The board: 20 agenda items, 40 issues; five groups of rights: the whole city and four counties, which see less of it.',
    ],
    svg: bars({
      title: 'From a commit to the screens, ms', unit: 'ms',
      labels: ['meetingScreen, 2 changes/s: the last screen', 'changes, 500 commits/s', 'meetingScreen, 500 commits/s'],
      series: [
        { name: 'p50', values: [calm.latencies.lastP50, changes.latencies.p50, boards.latencies.p50] },
        { name: 'p99', values: [calm.latencies.lastP99, changes.latencies.p99, boards.latencies.p99] },
      ],
    }),
  };
}

function about(name: string, { screens, groups, marks, seconds, commits }: Run): Row[] {
  return [{ figure: name, value: `${screens.toLocaleString('en-US')} screens, ${groups} ${groups === 1 ? 'group' : 'groups'}, ${marks} changes in ${seconds} s, ${figure(commits)} commits a second reached` }];
}

function latency(name: string, value: number, most?: number): Row {
  return { figure: name, value: ms(value), ...(most !== undefined && { goal: `<= ${most} ms`, met: value <= most }) };
}

function costs({ cost, marks }: Run): Row[] {
  const of = (seconds: number) => `${share(seconds / cost.wall)} of a core`;
  return [
    { figure: '… CPU of the server', value: `${of(cost.server)}, ${ms((1_000 * cost.server) / marks)} a change` },
    { figure: '… CPU of PostgreSQL', value: of(cost.postgres) },
    { figure: '… CPU of the load generator; of all else on the machine', value: `${of(cost.load)}; ${of(cost.others)}` },
  ];
}
