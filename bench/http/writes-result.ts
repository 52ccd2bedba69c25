import { bars } from '../support/chart.js';
import { machine } from '../support/machine.js';
import { figure, median, spread } from '../support/stats.js';
import type { Result } from '../support/table.js';
import { rows, type BulkTaken } from './bulk.js';
import { costs, ratio } from './cost-rows.js';
import { writers, type Writer, type Written } from './writing.js';

export interface Measured {
  readonly writing: readonly Written[];
  readonly bulk: readonly BulkTaken[];
}

export function writesResult({ writing, bulk }: Measured, postgres: string): Result {
  const order = Object.keys(writers) as Writer[];
  const of = (name: Writer) => writing.filter((each) => each.name === name);
  const bulkRatios = bulk.map(({ copy, request }) => request / copy);
  const bulkRatio = median(bulk.map(({ request }) => request)) / median(bulk.map(({ copy }) => copy));
  const seconds = (value: number) => `${figure(value)} s`;
  return {
    title: 'Writing over HTTP',
    rows: [
      ...order.flatMap((name) => costs(`issueReport: ${writers[name]}`, of(name))),
      ...(['diaoduByRef', 'diaoduByKey'] as const).flatMap((own) => [
        ratio(`issueReport: reports/s of ${writers[own]} against ${writers.floor}`, of(own), of('floor'), ({ perSecond }) => perSecond, { least: 0.55 }),
        ratio(`issueReport: reports/s of ${writers[own]} against ${writers.postgraphile}`, of(own), of('postgraphile'), ({ perSecond }) => perSecond, { least: 1 }),
      ]),
      { figure: `${rows.toLocaleString('en-US')} issues by one COPY`, value: seconds(median(bulk.map(({ copy }) => copy))), spread: spread(bulk.map(({ copy }) => copy), seconds) },
      { figure: `${rows.toLocaleString('en-US')} issues by one issueReportMany, each with its result`, value: seconds(median(bulk.map(({ request }) => request))), spread: spread(bulk.map(({ request }) => request), seconds) },
      { figure: 'one issueReportMany against one COPY', value: `${figure(bulkRatio)}x`, spread: spread(bulkRatios), goal: '<= 5x', met: bulkRatio <= 5 },
    ],
    notes: [
      'One issue a request over 16 kept connections, 5,000 issues stored before; each contestant on a copy of the same database on the same PostgreSQL, with its triggers and its change log, and with the same number of requests a round. CPU from /proc, user and system, of the server process and of all of PostgreSQL. Medians of rounds in which the contestants took turns.',
      'By hand: begin, actor, issue, history, commit, prepared, without a check of anything. PostGraphile and the documented stack insert the issue; the history is written by the trigger that notes a change by a stranger. Diaodu checks, numbers in a series, recognises retries, and wakes its reader of changes, whose work is in its figures.',
      'Rows were counted after each round: every report made one issue and one line of history.',
      'COPY: the same rows, sent by pg-copy-streams, triggers included.',
    ],
    machine: machine(postgres),
    svg: bars({
      title: 'Reporting one issue: CPU for one request, ms', unit: 'ms', labels: order.map((name) => writers[name]),
      series: (['server', 'postgres'] as const).map((part) => ({ name: part === 'server' ? 'server' : 'PostgreSQL', values: order.map((name) => median(of(name).map((each) => each[part]))) })),
    }),
  };
}
