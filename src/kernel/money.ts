import Big from 'big.js';
import { enumeration, type Word } from './enumeration.js';

/** Units in which money is said: one yuan, ten thousand, a hundred million. Stored is always yuan. */
export const MoneyUnit = enumeration('YUAN', 'WAN', 'YI');
export type MoneyUnit = Word<typeof MoneyUnit>;

const yuanIn = { YUAN: new Big(1), WAN: new Big('1e4'), YI: new Big('1e8') } satisfies Record<MoneyUnit, Big>;
/** To multiply is exact, and takes a fifth of what dividing does. */
const inYuan = { YUAN: new Big(1), WAN: new Big('1e-4'), YI: new Big('1e-8') } satisfies Record<MoneyUnit, Big>;

/** Exact: "11600000000.00" yuan in YI is "116". */
export function fromYuan(yuan: string, unit: MoneyUnit): string {
  return new Big(yuan).times(inYuan[unit]).toFixed();
}

/** Exact: "116" YI is "11600000000" yuan. The amount must be a plain decimal (see the Money scalar). */
export function toYuan(amount: string, unit: MoneyUnit): string {
  return new Big(amount).times(yuanIn[unit]).toFixed();
}
