import type { ReadinessRule, ReadinessState } from '../../../project/readiness.criteria.js';
import type { StartObstacleKind } from '../../../start/obstacle.sources.js';
import type { StartOutlook } from '../../../start/start.type.js';

interface Item {
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
}

export interface Overview {
  readonly clock: { readonly now: string; readonly today: string; readonly timeZone: string };
  readonly regions: readonly { readonly id: string; readonly name: string }[];
  readonly readinessItems: readonly (Item & { readonly endedAt: string | null })[];
  readonly gaps: readonly { readonly region: { readonly id: string; readonly name: string }; readonly projects: number; readonly ready: number; readonly lacking: number; readonly claimed: number }[];
  readonly gapsByItem: readonly { readonly region: { readonly id: string }; readonly item: { readonly code: string }; readonly lacking: number }[];
}

export interface Forecast {
  readonly on: string;
  readonly started: number;
  readonly willStart: number;
  readonly doubtful: number;
  readonly total: number;
  readonly grounds: readonly { readonly kind: StartObstacleKind; readonly holds: boolean; readonly projects: number; readonly doubted: number }[];
}

export interface Obstacle {
  readonly kind: StartObstacleKind;
  readonly holds: boolean;
  readonly since: string;
  readonly dueOn: string | null;
  /** What of it this page can name; an obstacle of another kind is named by its kind. */
  readonly reference: Partial<Item & { readonly number: string; readonly title: string }> | null;
}

export interface Entry {
  readonly plannedOn: string | null;
  readonly outlook: StartOutlook | null;
  readonly project: { readonly id: string; readonly code: string; readonly name: string; readonly region: { readonly name: string } };
  readonly obstacles: readonly Obstacle[];
}

export interface Opened {
  readonly id: string;
  readonly name: string;
  readonly code: string;
  readonly readiness: readonly {
    readonly state: ReadinessState;
    readonly item: Item & { readonly rule: ReadinessRule };
    readonly check: {
      readonly id: string; readonly done: boolean; readonly dueOn: string | null; readonly evidenceUrl: string | null; readonly note: string; readonly byOwner: boolean; readonly checkedAt: string;
      readonly checkedBy: { readonly name: string } | null; readonly confirmedBy: { readonly name: string } | null;
    } | null;
  }[];
}
