import Big from 'big.js';
import { fromYuan, toYuan, type MoneyUnit } from '../kernel/money.js';
import { done, refuse, type Outcome } from '../kernel/refusal.js';

/** Most that one amount may be: a hundred million million yuan. */
const most = '100000000000000';

/** The amount in yuan, to be stored; none below nothing, above the most, or finer than a fen. */
export function checkAmount(amount: string, unit: MoneyUnit, path: readonly string[]): Outcome<string> {
  const yuan = toYuan(amount, unit);
  if (new Big(yuan).lt(0) || new Big(yuan).gt(most)) return refuse('NUMBER_OUT_OF_RANGE', path, { least: 0, most: fromYuan(most, unit) });
  return /\.\d{3,}$/.test(yuan) ? refuse('AMOUNT_TOO_FINE', path) : done(yuan);
}
