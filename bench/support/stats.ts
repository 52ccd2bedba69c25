/** The middle one; between the middle two where their number is even. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  if (sorted.length === 0) throw new Error('no values, no median');
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}

/** From the smallest to the largest: rounds are few, so that quartiles would say less. */
export function spread(values: readonly number[], show: (value: number) => string = figure): string {
  const [least, most] = [show(Math.min(...values)), show(Math.max(...values))];
  return least === most ? least : `${least} to ${most}`;
}

/** The smallest value that so large a share of all does not pass; `share` from 0 to 1. */
export function percentile(sorted: readonly number[], share: number): number {
  if (sorted.length === 0) throw new Error('no values, no percentile');
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]!;
}

/** Three significant digits, and no more behind the point than that. */
export function figure(value: number): string {
  if (value === 0) return '0';
  return Math.abs(value) >= 100 ? Math.round(value).toLocaleString('en-US') : Number(value.toPrecision(3)).toString();
}
