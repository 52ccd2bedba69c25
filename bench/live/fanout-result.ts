import { bars } from '../support/chart.js';
import { machine } from '../support/machine.js';
import { figure, median, spread } from '../support/stats.js';
import type { Result, Row } from '../support/table.js';
import { names, type Name } from './contestants.js';

/** One measurement: of one contestant with so many subscribers, in one round. CPU in µs for an event and subscriber. */
export interface Measured {
  readonly name: Name;
  readonly count: number;
  readonly mode: 'single' | 'burst';
  readonly round: number;
  readonly server: number;
  readonly postgres: number;
  /** Share of a core that the load generator used. */
  readonly load: number;
  /** And all else on the machine. */
  readonly others: number;
  readonly bytes: number;
  readonly messages: number;
  readonly sampled: number;
}

const modes = { single: 'one event at a time', burst: 'bursts of ten' } as const;
/** What Diaodu is to cost, against another contestant. */
const goals = { single: [['floor', 1], ['typeGraphql', 1 / 7]], burst: [['floor', 0.3]] } as const satisfies Record<string, readonly (readonly [Name, number])[]>;
const number = (value: number) => value.toLocaleString('en-US');

export function fanoutResult(measured: readonly Measured[], postgres: string): Result {
  const sizes = [...new Set(measured.map(({ count }) => count))];
  const order = (Object.keys(names) as Name[]).filter((name) => measured.some((each) => each.name === name));
  const of = (name: Name, count: number, mode: Measured['mode']) => measured.filter((each) => each.name === name && each.count === count && each.mode === mode);
  /** One row for all numbers of subscribers. */
  const row = (title: string, name: Name, mode: Measured['mode'], value: (each: Measured) => number): Row => {
    const all = sizes.map((count) => of(name, count, mode).map(value));
    const each = (show: (values: readonly number[]) => string) => all.map((values) => (values.length === 0 ? '-' : show(values))).join(' / ');
    return { figure: `${modes[mode]}: ${title}`, value: `${each((values) => figure(median(values)))} µs`, spread: each((values) => spread(values)) };
  };
  return {
    title: `Fan-out: server CPU for one event and subscriber, with ${sizes.map(number).join(' / ')} identical subscribers`,
    rows: (['single', 'burst'] as const).flatMap((mode) => [
      ...order.filter((name) => sizes.some((count) => of(name, count, mode).length > 0)).flatMap((name) => [
        row(names[name], name, mode, ({ server }) => server),
        ...(of(name, sizes[0]!, mode).some((each) => each.postgres > 0) ? [row(`PostgreSQL beside ${names[name]}`, name, mode, (each) => each.postgres)] : []),
      ]),
      ...goals[mode].flatMap(([other, most]) => sizes.flatMap((count) => goal(of('diaodu', count, mode), of(other, count, mode), `${modes[mode]}, ${number(count)} subscribers: Diaodu against ${names[other]}`, most))),
    ]),
    notes: [
      'CPU of the server process, user and system, from /proc: medians of the rounds, and the least and the most of them. The contestants took turns in each round; all ran with NODE_ENV=production.',
      'Diaodu serves from the database: its events are committed by SQL from outside, found in the change log, read, executed and sent. The others but PostGraphile publish a ready object in their own process and read nothing.',
      'In bursts ten events are published in one turn; Diaodu\'s are ten transactions one after the other, which it merges into batches.',
      'PostGraphile is measured with up to 2,000 subscribers, few events and no bursts: it asks the database for each subscriber.',
      `Bytes on the wire for an event and subscriber: ${order.map((name) => `${names[name]} ${spread(measured.filter((each) => each.name === name).map(({ bytes }) => bytes))}`).join('; ')}.`,
      `The load generator, a process of its own, used ${spread(measured.map(({ load }) => 100 * load), (value) => String(Math.round(value)))} % of a core, ${percent(median(measured.map(({ load }) => load)))} in the median. All else on the machine used ${percent(median(measured.map(({ others }) => others)))} of a core.`,
      `Every delivery was verified by the mark of its event: none was missing and none came twice. ${number(sum(measured, 'messages'))} messages came, ${number(sum(measured, 'sampled'))} of them were read as JSON, field by field.`,
    ],
    machine: machine(postgres),
    svg: bars({
      title: 'Server CPU for one event and subscriber, one event at a time', unit: 'µs (logarithmic)', logarithmic: true,
      labels: order.map((name) => names[name]),
      series: sizes.map((count) => ({ name: `${number(count)} subscribers`, values: order.map((name) => cost(of(name, count, 'single'))) })),
    }),
  };
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}

function sum(measured: readonly Measured[], of: 'messages' | 'sampled'): number {
  return measured.reduce((all, each) => all + each[of], 0);
}

function cost(rounds: readonly Measured[]): number | null {
  return rounds.length === 0 ? null : median(rounds.map(({ server }) => server));
}

/** The ratio of medians; its spread is that of the rounds' own ratios. */
function goal(own: readonly Measured[], other: readonly Measured[], name: string, most: number): Row[] {
  if (own.length === 0 || other.length === 0) return [];
  const ratio = cost(own)! / cost(other)!;
  const ratios = own.map(({ round, server }) => server / other.find((each) => each.round === round)!.server);
  const less = most < 0.2;
  const shown = (value: number) => (less ? `${figure(1 / value)} times less` : `${figure(value)}x`);
  return [{ figure: name, value: shown(ratio), spread: spread(ratios, shown), goal: less ? `>= ${Math.round(1 / most)} times less` : `<= ${most.toFixed(1)}x`, met: ratio <= most }];
}
