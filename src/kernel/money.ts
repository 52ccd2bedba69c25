import Big from 'big.js';
import { enumeration, type Word } from './enumeration.js';

// Dividing by a power of ten stays exact only while enough places are kept: 2 of yuan and 8 of YI.
Big.DP = 12;

/** Units in which money is said: one yuan, ten thousand, a hundred million. Stored is always yuan. */
export const MoneyUnit = enumeration('YUAN', 'WAN', 'YI');
export type MoneyUnit = Word<typeof MoneyUnit>;

const yuanIn = { YUAN: 1, WAN: 1e4, YI: 1e8 } satisfies Record<MoneyUnit, number>;

/** Exact: "11600000000.00" yuan in YI is "116". */
export function fromYuan(yuan: string, unit: MoneyUnit): string {
  return new Big(yuan).div(yuanIn[unit]).toFixed();
}

/** Exact: "116" YI is "11600000000" yuan. The amount must be a plain decimal (see the Money scalar). */
export function toYuan(amount: string, unit: MoneyUnit): string {
  return new Big(amount).times(yuanIn[unit]).toFixed();
}
