import { parseArgs } from 'node:util';
import type { Fault } from './faults.js';

export interface Options {
  readonly seconds: number;
  /** Chooses everything that is left to chance; what the machine's timing does it cannot repeat. */
  readonly seed: number;
  readonly nodes: number;
  readonly faults: readonly Fault[];
  /** A fault built into the servers, to see the checker find it. */
  readonly broken?: Breakage;
}

/** Replaces texts in the built server as it is loaded, and runs SQL before it is used. */
export interface Breakage {
  readonly patches?: readonly { readonly file: string; readonly find: string; readonly put: string }[];
  readonly sql?: string;
}

export function optionsFrom(args: readonly string[], faults: readonly Fault[]): Options {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ args: [...args], options: { minutes: text, seed: text, nodes: text } });
  const number = (name: 'minutes' | 'seed' | 'nodes', otherwise: number, least: number, most: number) => {
    const value = Number(values[name] ?? otherwise);
    if (!(value >= least && value <= most)) throw new Error(`--${name} ${values[name]}: must be a number from ${least} to ${most}.`);
    return value;
  };
  return {
    seconds: 60 * number('minutes', 2, 0.1, 120),
    seed: number('seed', Date.now() % 1_000_000, 0, 2 ** 31),
    nodes: number('nodes', 3, 1, 16),
    faults,
  };
}
