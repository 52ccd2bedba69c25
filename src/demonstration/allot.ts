import { invariant } from '../kernel/invariant.js';

export interface Portion {
  weight: number;
  floor: number;
  cap?: number;
}

/**
 * Splits a sum exactly into multiples of `step`, each in proportion to its weight as far as its floor and cap allow.
 * Floors, caps and the sum must be multiples of `step`, and the sum within what floors and caps leave open.
 */
export function allot(sum: number, portions: readonly Portion[], step: number): number[] {
  const cap = ({ cap = Infinity }: Portion) => cap;
  const at = (level: number) => portions.map((each) => Math.min(cap(each), Math.max(each.floor, level * each.weight)));
  const total = (parts: number[]) => parts.reduce((left, right) => left + right, 0);
  invariant(total(at(0)) <= sum && total(at(1e12)) >= sum, `${sum} does not fit between the floors and the caps`);

  let [low, high] = [0, 1e12];
  for (let round = 0; round < 120; round++) {
    const middle = (low + high) / 2;
    if (total(at(middle)) <= sum) low = middle;
    else high = middle;
  }
  const parts = at(low).map((part) => Math.floor(part / step) * step);

  const largestFirst = portions.map((_, index) => index).sort((a, b) => portions[b]!.weight - portions[a]!.weight || a - b);
  for (let left = sum - total(parts); left > 0;) {
    const before = left;
    for (const index of largestFirst) {
      if (left > 0 && parts[index]! + step <= cap(portions[index]!)) {
        parts[index]! += step;
        left -= step;
      }
    }
    invariant(left < before && left >= 0, `${sum} is not a multiple of ${step}`);
  }
  return parts;
}
