import { bars } from '../support/chart.js';
import { machine } from '../support/machine.js';
import { figure, median, spread } from '../support/stats.js';
import type { Result, Row } from '../support/table.js';
import type { Connected } from '../connect.js';
import { names, type Name } from './contestants.js';

/** What is measured of one subscriber, and how much of raw ws's Diaodu may take. */
const figures = [
  { name: 'server CPU to connect and subscribe', unit: 'ms', of: ({ server, count }: Connected) => (1e3 * server) / count, most: 1.3 },
  { name: 'memory held (heap and what belongs to it)', unit: 'MiB', of: ({ before, after, count }: Connected) => (after.held - before.held) / count / 2 ** 20, most: 1.5 },
  { name: 'memory resident', unit: 'MiB', of: ({ before, after, count }: Connected) => (after.resident - before.resident) / count / 2 ** 20, most: null },
] as const;
const order: readonly Name[] = ['floor', 'typeGraphql', 'diaodu'];

export function connectResult(measured: readonly Connected[], postgres: string): Result {
  const sizes = [...new Set(measured.map(({ count }) => count))];
  const rows = sizes.flatMap((count) => figures.flatMap(({ name, unit, of, most }): Row[] => {
    const rounds = (who: Name) => measured.filter((each) => each.name === who && each.count === count).map(of);
    const ratio = median(rounds('diaodu')) / median(rounds('floor'));
    const title = `one of ${count.toLocaleString('en-US')}: ${name}`;
    return [
      ...order.map((who) => ({ figure: `${title}: ${names[who]}`, value: `${figure(median(rounds(who)))} ${unit}`, spread: spread(rounds(who)) })),
      ...(most === null ? [] : [{ figure: `${title}: Diaodu against ${names.floor}`, value: `${figure(ratio)}x`, goal: `<= ${most}x`, met: ratio <= most }]),
    ];
  }));
  const database = median(measured.filter(({ name }) => name === 'diaodu').map(({ postgres: seconds, count }) => (1e3 * seconds) / count));
  return {
    title: 'One more subscriber: CPU to connect, memory when idle',
    machine: machine(postgres),
    rows,
    notes: [
      'The same clients for all: connect, `connection_init`, `subscribe`, one ping answered. Raw ws answers the first message and reads the second.',
      'CPU until the server had nothing left to do; memory after collections of garbage, less what it was before. All had served as many before: pages of memory that the process kept from then make the resident figure small, so that what is held is judged.',
      `Diaodu also verifies a signed token, and tells each subscriber the present cursor; PostgreSQL used ${figure(database)} ms for one.`,
      'Afterwards one event reached every subscriber.',
    ],
    svg: bars({
      title: 'Server CPU to connect and subscribe one, ms', unit: 'ms', labels: order.map((who) => names[who]),
      series: sizes.map((count) => ({
        name: `${count.toLocaleString('en-US')} subscribers`,
        values: order.map((who) => median(measured.filter((each) => each.name === who && each.count === count).map(figures[0].of))),
      })),
    }),
  };
}
