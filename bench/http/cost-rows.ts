import { figure, median, spread } from '../support/stats.js';
import type { Row } from '../support/table.js';
import type { Cost } from './cost.js';

type Round = Cost & { readonly round: number };

/** What one contestant's requests cost, over its rounds. */
export function costs(name: string, rounds: readonly Round[]): Row[] {
  const of = (value: (round: Round) => number) => rounds.map(value);
  const row = (what: string, values: readonly number[], unit: string): Row => ({ figure: `${name}: ${what}`, value: `${figure(median(values))}${unit}`, spread: spread(values) });
  return [
    row('requests/s', of(({ perSecond }) => perSecond), ''),
    row('CPU of the server', of(({ server }) => server), ' ms'),
    row('CPU of PostgreSQL', of(({ postgres }) => postgres), ' ms'),
    row('CPU in all', of(({ server, postgres }) => server + postgres), ' ms'),
  ];
}

/** The ratio of medians; its spread is that of the rounds' own ratios. */
export function ratio<T extends Round>(name: string, own: readonly T[], other: readonly T[], value: (round: T) => number, goal: { readonly least: number } | { readonly most: number }): Row {
  const whole = median(own.map(value)) / median(other.map(value));
  const each = own.map((one) => value(one) / value(other.find(({ round }) => round === one.round)!));
  const shown = (it: number) => `${figure(it)}x`;
  return {
    figure: name, value: shown(whole), spread: spread(each, shown),
    ...('least' in goal ? { goal: `>= ${goal.least}x`, met: whole >= goal.least } : { goal: `<= ${goal.most}x`, met: whole <= goal.most }),
  };
}
