import { bars } from '../support/chart.js';
import { machine } from '../support/machine.js';
import { figure, median, spread } from '../support/stats.js';
import type { Result, Row } from '../support/table.js';
import type { Blocked } from './block.js';
import { names, type Name } from './contestants.js';
import { costs, ratio } from './cost-rows.js';
import type { Read } from './reading.js';
import type { Starting } from './starting.js';
import type { StatsTaken } from './stats.js';

export interface Measured {
  readonly reading: readonly Read[];
  readonly stats: readonly StatsTaken[];
  readonly blocks: readonly Blocked[];
  readonly starting: Starting;
}

const longest = { block: 50, start: 3 } as const;

export function queriesResult({ reading, stats, blocks, starting }: Measured, postgres: string): Result {
  const order = Object.keys(names) as Name[];
  const of = (name: Name) => reading.filter((each) => each.name === name);
  const own = of('diaodu');
  return {
    title: 'Reading over HTTP',
    rows: [
      ...order.flatMap((name) => costs(`projects: ${names[name]}`, of(name))),
      ratio(`projects: requests/s of Diaodu against ${names.postgraphile}`, own, of('postgraphile'), ({ perSecond }) => perSecond, { least: 1.7 }),
      ratio(`projects: requests/s of Diaodu against ${names.documented}`, own, of('documented'), ({ perSecond }) => perSecond, { least: 5 }),
      ratio(`projects: CPU of Diaodu against ${names.floor}`, own, of('floor'), ({ server, postgres: database }) => server + database, { most: 1.6 }),
      ...[...new Set(stats.map(({ projects }) => projects))].flatMap((projects) => statsRows(stats.filter((each) => each.projects === projects))),
      ...blocks.map(blockRow),
      { figure: 'ready after a start, data present', value: `${median(starting.later).toFixed(2)} s`, spread: spread(starting.later, (value) => `${value.toFixed(2)} s`), goal: `<= ${longest.start} s`, met: Math.max(...starting.later) <= longest.start },
      { figure: 'ready after the first start: new database, demonstration city', value: `${starting.first.toFixed(2)} s` },
      { figure: 'the build that `npm start` does before', value: `${starting.build.toFixed(1)} s` },
    ],
    notes: [
      '50 of 354 projects, each with its light, region, leader and 5 of its open issues, 5,000 issues stored; 16 kept connections; each contestant on a copy of the same database on the same PostgreSQL. CPU from /proc, user and system, of the server process and of all of PostgreSQL. Medians of rounds in which the contestants took turns.',
      'Diaodu runs the contract\'s document word for word, for an ADMIN. The hand-written SQL gives the very same answer (compared in full), lights included. The two peers answer the same projects, regions, leaders, issues and counts (compared), but no lights.',
      'projectStats: the time of one answer after another on one connection, against the statements that Diaodu itself sends for it, prepared and run bare.',
      'The event loop: the longest delay that perf_hooks saw inside the built server during one request, of several; in a register of 100,000 projects, 200 of them with 200 issues. Judged by the worst.',
    ],
    machine: machine(postgres),
    svg: bars({
      title: '50 projects with leader and issues: CPU for one request, ms', unit: 'ms', labels: order.map((name) => names[name]),
      series: (['server', 'postgres'] as const).map((part) => ({ name: part === 'server' ? 'server' : 'PostgreSQL', values: order.map((name) => median(of(name).map((each) => each[part]))) })),
    }),
  };
}

function statsRows(taken: readonly StatsTaken[]): Row[] {
  const { projects } = taken[0]!;
  const ratios = taken.map(({ http, bare }) => http / bare);
  const name = `projectStats, five dimensions, ${projects.toLocaleString('en-US')} projects`;
  const judged = projects > 1_000 ? { goal: '<= 1.2x', met: median(ratios) <= 1.2 } : {};
  return [
    { figure: `${name}: over HTTP`, value: `${figure(median(taken.map(({ http }) => http)))} ms`, spread: spread(taken.map(({ http }) => http)) },
    { figure: `${name}: the statements alone`, value: `${figure(median(taken.map(({ bare }) => bare)))} ms`, spread: spread(taken.map(({ bare }) => bare)) },
    { figure: `${name}: over HTTP against the statements`, value: `${figure(median(ratios))}x`, spread: spread(ratios), ...judged },
  ];
}

function blockRow({ request, blocks, took, bytes }: Blocked): Row {
  return {
    figure: `event loop held up: ${request}`,
    value: `${figure(Math.max(...blocks))} ms (answered after ${figure(1_000 * took)} ms, ${figure(bytes / 1_048_576)} MiB)`,
    spread: spread(blocks),
    goal: `<= ${longest.block} ms`,
    met: Math.max(...blocks) <= longest.block,
  };
}
