import type { Demand } from '../issue/demand.entity.js';
import type { DemandStep } from '../demand/demand-step.entity.js';
import type { SupplyMatch } from '../demand/supply-match.entity.js';
import type { SupplyOffer } from '../demand/supply-offer.entity.js';
import { HistoryAct } from '../history/history.entity.js';
import { instant, setAt } from './calendar.js';
import { actorOf, dispatchOffice, line, type Actor, type Line } from './chronicle.js';
import type { Reported } from './issue-rows.js';
import { placeOf, type Place } from './places.js';
import type { Made } from './projects.js';
import { random, type Random } from './random.js';
import { kinds, needs, supplies } from './supplies.js';
import type { Party, Parties } from './units.js';

interface Rows {
  readonly demands: Partial<Demand>[];
  readonly offers: Partial<SupplyOffer>[];
  readonly matches: (Partial<SupplyMatch> & { readonly id: number })[];
  readonly steps: Partial<DemandStep>[];
  readonly lines: Line[];
}

interface Offered {
  readonly row: Partial<SupplyOffer> & Pick<SupplyOffer, 'id' | 'kindId' | 'measure' | 'fromOn'>;
  readonly unit: Party;
  readonly place: Place | null;
  left: number;
}

const { OFFERED, FULFILLED, MATCHED, DELIVERED } = HistoryAct;

/** What the issues' demands ask for, what was offered, and how far the two came together by 16 April. */
export function demands(issues: readonly Reported[], projects: readonly Made[], units: Parties): Rows {
  const draw = random('demands');
  const offers = offered(units, draw);
  const rows: Rows = { demands: [], offers: offers.map(({ row }) => row), matches: [], steps: [], lines: offers.map(({ row, unit }) => line('SupplyOffer', row.id, OFFERED, row.offeredAt!, actorOf(unit))) };
  const places = new Map(projects.map(({ row, site }) => [row.id, site.place]));
  for (const issue of issues) {
    const need = issue.row.kind === 'DEMAND' ? needs[issue.row.title] : undefined;
    if (!need) continue;
    const kindId = kinds.indexOf(need.kind) + 1;
    const quantity = need.measure === null ? null : need.from + need.by * draw.whole(0, (need.to - need.from) / need.by);
    rows.demands.push({ issueId: issue.row.id, kindId, quantity: quantity === null ? null : String(quantity), measure: need.measure });
    if (quantity !== null && issue.unit) fulfil(rows, issue, quantity, offers.filter(({ row }) => row.kindId === kindId && row.measure === need.measure), places.get(issue.row.projectId ?? 0), draw);
  }
  return rows;
}

function offered(units: Parties, draw: Random): Offered[] {
  return supplies.map(([code, kind, quantity, measure, region, fromOn, untilOn, text], index) => {
    const unit = units.of(code);
    const offeredAt = instant(fromOn < '2020-04-10' ? fromOn : '2020-04-10', draw.whole(9 * 60, 17 * 60));
    return {
      row: {
        id: index + 1, unitId: unit.id, kindId: kinds.indexOf(kind) + 1, quantity: String(quantity), measure, regionId: region === null ? null : placeOf(region).id,
        fromOn, untilOn, text, offeredAt,
      },
      unit, place: region === null ? null : placeOf(region), left: quantity,
    };
  });
}

/** What is resolved has all of it; what is being worked on has a part, some of it from offers, some of it only promised. */
function fulfil(rows: Rows, { row, unit, course }: Reported, quantity: number, fitting: readonly Offered[], place: Place | undefined, draw: Random): void {
  const acknowledged = course.steps.findLast(({ act }) => act === 'ACKNOWLEDGED')?.at;
  if (!acknowledged) return;
  const until = course.steps.findLast(({ act }) => act === 'RESOLVED')?.at ?? setAt;
  const isDone = row.status === 'RESOLVED' || row.status === 'CLOSED';
  const share = draw.whole(2, 8) / 10;
  const first = quantity > 1 ? Math.max(1, Math.floor(quantity * share)) : isDone ? 1 : 0;
  const when = (part: number) => new Date(acknowledged.getTime() + Math.floor((until.getTime() - acknowledged.getTime()) * part));
  const step = (amount: number, at: Date, actor: Actor, note: string, matchId: number | null) => {
    rows.steps.push({ id: rows.steps.length + 1, issueId: row.id, quantity: String(amount), note, matchId, at, actorName: actor.name });
  };
  const say = (amount: number, measure: string, ...more: string[]) => [`${amount} ${measure}`, ...more].join(' · ');
  const measure = rows.demands.at(-1)!.measure!;
  const match = (amount: number, at: Date, deliveredAt: Date | null): boolean => {
    const offer = fitting.find((each) => each.left >= amount && instant(each.row.fromOn, 0) <= at && each.row.offeredAt! < at && (each.place === null || each.place === place));
    if (!offer) return false;
    offer.left -= amount;
    const id = rows.matches.length + 1;
    rows.matches.push({ id, offerId: offer.row.id, issueId: row.id, quantity: String(amount), status: deliveredAt ? 'DELIVERED' : 'PROMISED', matchedAt: at, settledAt: deliveredAt });
    const tell = (act: HistoryAct, on: Date) => rows.lines.push(
      { ...line('Issue', row.id, act, on, dispatchOffice, say(amount, measure, offer.unit.name)), namesType: 'SupplyOffer', namesId: offer.row.id },
      { ...line('SupplyOffer', offer.row.id, act, on, dispatchOffice, say(amount, measure, row.number)), namesType: 'Issue', namesId: row.id },
    );
    tell(MATCHED, at);
    if (deliveredAt) {
      tell(DELIVERED, deliveredAt);
      step(amount, deliveredAt, dispatchOffice, '已交付', id);
    }
    return true;
  };
  const plainly = (amount: number, at: Date, note: string) => {
    step(amount, at, actorOf(unit!), note, null);
    rows.lines.push(line('Issue', row.id, FULFILLED, at, actorOf(unit!), say(amount, measure, note)));
  };
  if (first > 0 && !(draw.chance(0.5) && match(first, when(0.2), when(0.4)))) plainly(first, when(0.4), '首批落实');
  const rest = quantity - first;
  if (rest === 0) return;
  if (isDone) {
    if (!(draw.chance(0.4) && match(rest, when(0.6), when(0.8)))) plainly(rest, when(0.8), '其余全部落实');
  } else if (draw.chance(0.5)) {
    match(Math.ceil(rest / 2), when(0.7), null);
  }
}
