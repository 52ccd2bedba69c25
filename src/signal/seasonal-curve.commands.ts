import { record } from '../history/history.commands.js';
import { done, refuse, type Outcome, type Refusal } from '../kernel/refusal.js';
import { rows, sql } from '../store/database.js';
import type { Transaction } from '../store/unit-of-work.js';

export interface CurvePoint {
  readonly month: number;
  readonly share: number;
}

/** What is wrong with a curve; `path` leads to its list of points. */
export function checkCurve(points: readonly CurvePoint[], path: readonly string[]): readonly Refusal[] {
  const curve = inOrder(points);
  if (curve.length !== 12 || curve.some(({ month }, index) => month !== index + 1)) return refuse('CURVE_MONTHS', path).refused;
  const bad = curve.find(({ month, share }, index) => share < (curve[index - 1]?.share ?? 0) || share > 1 || (month === 12 && share !== 1));
  return bad ? refuse('CURVE_FALLS', [...path, String(points.findIndex(({ month }) => month === bad.month)), 'share'], { month: bad.month }).refused : [];
}

export function inOrder(points: readonly CurvePoint[]): CurvePoint[] {
  return points.toSorted((a, b) => a.month - b.month);
}

/** Replaces the curve: every light that is reckoned by it follows at once. */
export async function setSeasonalCurve(tx: Transaction, points: readonly CurvePoint[]): Promise<Outcome<number>> {
  const bad = checkCurve(points, ['points']);
  if (bad.length > 0) return { refused: bad };
  const curve = inOrder(points);
  // Two that come at once set one whole curve after the other.
  await rows(tx.db, sql`select month from seasonal_curve order by month for update`);
  const changed = await rows<{ month: number; was: string; share: string }>(tx.db, sql`
    update seasonal_curve c set share = n.share from unnest(${curve.map(({ month }) => month)}::int[], ${curve.map(({ share }) => share)}::numeric(5,4)[]) as n(month, share), seasonal_curve o
    where n.month = c.month and o.month = c.month and c.share <> n.share
    returning c.month, trim_scale(o.share) as was, trim_scale(c.share) as share`);
  if (changed.length > 0) {
    const note = changed.toSorted((a, b) => a.month - b.month).map(({ month, was, share }) => `${month}: ${was} → ${share}`).join(', ');
    await record(tx, 'SignalSettings', 1, 'CORRECTED', `CURVE ${note}`);
  }
  return done(1);
}
