import type { ContestMeasure, ContestStatus, ContestUnit } from '../../../contest/contest.enums.js';
import type { Raced, Racer } from '../../race/lanes.js';

export interface Named {
  readonly id: string;
  readonly name: string;
}

export interface Overview {
  readonly clock: { readonly now: string; readonly today: string; readonly timeZone: string };
  readonly regions: readonly (Named & { readonly level: string; readonly endedAt: string | null })[];
  readonly contests: { readonly totalCount: number; readonly nodes: readonly (Named & { readonly status: ContestStatus })[] };
}

export interface Rule {
  readonly code: string;
  readonly name: string;
  readonly measure: ContestMeasure;
  readonly weight: number;
  readonly zeroAt: number;
  readonly fullAt: number;
  readonly cap: number;
  readonly tiers: readonly string[] | null;
  readonly sectors: readonly string[] | null;
  readonly origins: readonly string[] | null;
  readonly tieBreak: number | null;
}

interface Said {
  readonly region: Named;
  readonly reason: string;
  readonly madeAt: string;
  readonly madeBy: string;
  readonly endedAt: string | null;
  readonly endedBy: string | null;
  readonly endReason: string | null;
}

export interface Opened extends Named, Raced {
  readonly weight: number;
  readonly cancelReason: string | null;
  readonly version: number;
  readonly rules: readonly Rule[];
  readonly regions: readonly Named[];
  readonly adjustments: readonly (Said & { readonly id: string; readonly rule: string; readonly points: number; readonly from: string })[];
  readonly withdrawals: readonly (Said & { readonly on: string })[];
  readonly history: readonly { readonly at: string; readonly act: string; readonly automatic: boolean; readonly actor: { readonly name: string } | null; readonly note: string | null }[];
}

export interface Score {
  readonly rule: { readonly code: string; readonly name: string };
  readonly unit: ContestUnit;
  readonly numerator: string;
  readonly denominator: string;
  readonly rate: number | null;
  readonly measured: number | null;
  readonly adjusted: number;
  readonly points: number | null;
  readonly contribution: number | null;
  readonly adjustments: readonly { readonly id: string; readonly points: number; readonly reason: string; readonly madeBy: string }[];
}

export interface Standing extends Racer {
  readonly withdrawal: { readonly on: string; readonly reason: string } | null;
  readonly scores: readonly Score[];
}

export interface Table {
  readonly on: string;
  readonly dayNumber: number;
  readonly standings: readonly Standing[];
}
