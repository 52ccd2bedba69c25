import { lines } from '../support/chart.js';
import { machine } from '../support/machine.js';
import { figure, median, spread } from '../support/stats.js';
import type { Result, Row } from '../support/table.js';

/** What one event cost: milliseconds of CPU, on one of the lines, at so many of what grows. */
export interface Grown {
  readonly line: 'raw ws.send, subscribers' | 'Diaodu, subscribers' | 'an event for all groups' | 'an event for one group' | 'Diaodu, processes';
  readonly at: number;
  readonly server: number;
  readonly postgres: number;
}

type Name = 'growth-subscribers' | 'growth-groups' | 'growth-processes';
interface Picture {
  readonly title: string;
  readonly along: string;
  readonly lines: readonly Grown['line'][];
  readonly notes: readonly string[];
}

/** Of lines in a picture of both logarithms, 1 is linear and 2 quadratic. */
const mostSteep = 1.1;

const pictures: Readonly<Record<Name, Picture>> = {
  'growth-subscribers': {
    title: 'Server CPU for one event as subscribers grow', along: 'subscribers in one group', lines: ['Diaodu, subscribers', 'raw ws.send, subscribers'],
    notes: ['One event at a time; every subscriber got each. Diaodu\'s includes reading it from the database.'],
  },
  'growth-groups': {
    title: 'Server CPU for one event as groups grow', along: 'groups of 2,000 subscribers', lines: ['an event for all groups', 'an event for one group'],
    notes: ['Groups differ in the projects that they follow. An event for all is executed once for each group, and delivered to 2,000; one for a single group is delivered to its members only.'],
  },
  'growth-processes': {
    title: 'Server CPU for one event as processes grow', along: 'processes (WORKERS) for 2,000 subscribers', lines: ['Diaodu, processes'],
    notes: ['The sum over all processes of one server, as `npm start` runs it: each has a reader of its own.'],
  },
};

export function growthResult(measured: readonly Grown[], postgres: string): Readonly<Record<Name, Result>> {
  const result = ({ title, along, lines: names, notes }: Picture): Result => {
    const of = (line: Grown['line'], at: number) => measured.filter((each) => each.line === line && each.at === at);
    const at = [...new Set(measured.filter(({ line }) => names.includes(line)).map((each) => each.at))].toSorted((a, b) => a - b);
    const cost = (line: Grown['line'], point: number) => median(of(line, point).map(({ server }) => server));
    return {
      title,
      machine: machine(postgres),
      rows: names.flatMap((line) => [
        ...at.map((point): Row => ({
          figure: `${line}: ${point.toLocaleString('en-US')}`,
          value: `${figure(cost(line, point))} ms${beside(of(line, point).map(({ postgres: own }) => own))}`, spread: spread(of(line, point).map(({ server }) => server)),
        })),
        steepness(line, at, (point) => cost(line, point)),
      ]),
      notes,
      svg: lines({ title, unit: 'ms', along, at, series: names.map((name) => ({ name, values: at.map((point) => cost(name, point)) })) }),
    };
  };
  return Object.fromEntries(Object.entries(pictures).map(([name, picture]) => [name, result(picture)])) as Record<Name, Result>;
}

function beside(postgres: readonly number[]): string {
  return median(postgres) === 0 ? '' : `, PostgreSQL ${figure(median(postgres))} ms`;
}

/** How steeply the cost rises over the upper part, where the fixed part of an event weighs little. */
function steepness(line: string, at: readonly number[], cost: (point: number) => number): Row {
  const [from, to] = [at[at.length >> 1]!, at.at(-1)!];
  const exponent = Math.log(cost(to) / cost(from)) / Math.log(to / from);
  return {
    figure: `${line}: cost grows from ${from.toLocaleString('en-US')} to ${to.toLocaleString('en-US')} as the number to the power of`,
    value: figure(exponent), ...(line.startsWith('raw') ? {} : { goal: `<= ${mostSteep} (linear is 1)`, met: exponent <= mostSteep }),
  };
}
