import { refuse, type Refusal } from '../kernel/refusal.js';
import { checkText, textLimit } from '../kernel/text.js';
import type { WorkerTransport } from './progress-report.entity.js';

/** Most workers that one project may report. */
const most = 1_000_000;

export interface Workers {
  readonly workersOnSite?: number | null;
  readonly workersBack?: number | null;
  readonly backByOrigin?: readonly { readonly province: string; readonly workers: number }[] | null;
  readonly backByTransport?: readonly { readonly transport: WorkerTransport; readonly workers: number }[] | null;
  readonly isolated?: number | null;
}

/** Why the numbers cannot be: parts of those who are back are together no more than all of them, and each part is said once. */
export function checkWorkers({ workersOnSite, workersBack, backByOrigin, backByTransport, isolated }: Workers, path: readonly string[]): Refusal[] {
  const all = workersBack ?? most;
  const origins = (backByOrigin ?? []).map(({ province, workers }) => ({ part: province.trim(), workers }));
  const ways = (backByTransport ?? []).map(({ transport, workers }) => ({ part: transport, workers }));
  return [
    ...checkCount(workersOnSite, most, [...path, 'workersOnSite']),
    ...checkCount(workersBack, most, [...path, 'workersBack']),
    ...checkCount(isolated, all, [...path, 'isolated']),
    ...origins.flatMap(({ part }, index) => checkText(part, [...path, 'backByOrigin', String(index), 'province'], textLimit.code)),
    ...checkParts(origins, all, [...path, 'backByOrigin']),
    ...checkParts(ways, all, [...path, 'backByTransport']),
  ];
}

function checkParts(parts: readonly { readonly part: string; readonly workers: number }[], all: number, path: readonly string[]): readonly Refusal[] {
  const twice = parts.find(({ part }, index) => parts.findIndex((other) => other.part === part) < index);
  if (twice) return refuse('NAMED_TWICE', path, { what: twice.part }).refused;
  const bad = parts.flatMap(({ workers }, index) => checkCount(workers, all, [...path, String(index), 'workers']));
  return bad.length > 0 ? bad : checkCount(parts.reduce((sum, { workers }) => sum + workers, 0), all, path);
}

function checkCount(count: number | null | undefined, upTo: number, path: readonly string[]): readonly Refusal[] {
  const isCount = typeof count !== 'number' || (count >= 0 && count <= upTo);
  return isCount ? [] : refuse('NUMBER_OUT_OF_RANGE', path, { least: 0, most: upTo }).refused;
}
