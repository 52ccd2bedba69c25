import type { HistoryAct, History } from '../history/history.entity.js';
import type { EntityType } from '../kernel/entity-type.js';
import type { Party } from './units.js';

/** Who acts in the city's past: an office or a unit, never a person. */
export interface Actor {
  subject: string;
  name: string;
  automatic?: true;
}

export const dispatchOffice: Actor = { subject: 'demonstration:dispatch', name: '调度办' };

export function actorOf({ code, name }: Party): Actor {
  return { subject: `demonstration:${code}`, name };
}

export type Line = Partial<History> & { at: Date };

export function line(type: EntityType, entityId: number, act: HistoryAct, at: Date, { subject, name, automatic }: Actor = dispatchOffice, note: string | null = null): Line {
  return { type, entityId, act, at, actorSubject: subject, actorName: name, automatic: automatic ?? false, note };
}

/** History is written as it happens: the order of its ids is that of time. */
export function inOrder(lines: readonly Line[]): Line[] {
  return lines.toSorted((a, b) => a.at.getTime() - b.at.getTime());
}
