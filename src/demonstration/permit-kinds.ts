import type { Sector } from '../project/project.enums.js';
import { daysAfter } from './calendar.js';

export interface Kind {
  readonly code: string;
  readonly name: string;
  /** Code of the unit that grants it. */
  readonly authority: string;
  /** From the application to the grant, as parts of a project's way to its start. */
  readonly part: readonly [number, number];
  /** Working days that the law gives. */
  readonly days: number;
  readonly land?: true;
  /** Whether papers may follow. */
  readonly follow?: true;
  readonly sector?: Sector;
}

/** Kinds of permits as the migration numbers them. */
export const kinds: readonly Kind[] = [
  { code: 'FILING', name: '项目备案（核准）', authority: 'DQ-FGW', part: [0, 0.08], days: 3 },
  { code: 'LAND_PREVIEW', name: '用地预审与选址意见书', authority: 'DQ-ZRJ', part: [0.1, 0.3], days: 10, land: true },
  { code: 'EIA', name: '环境影响评价', authority: 'DQ-STJ', part: [0.1, 0.55], days: 15, follow: true },
  { code: 'ENERGY', name: '节能审查', authority: 'DQ-FGW', part: [0.12, 0.45], days: 10, follow: true, sector: 'INDUSTRY' },
  { code: 'SOIL_WATER', name: '水土保持方案', authority: 'DQ-SWJ', part: [0.12, 0.4], days: 10, follow: true },
  { code: 'SAFETY', name: '安全条件审查', authority: 'DQ-YJJ', part: [0.15, 0.6], days: 15, follow: true, sector: 'INDUSTRY' },
  { code: 'LAND_GRANT', name: '建设用地批准', authority: 'DQ-ZRJ', part: [0.32, 0.6], days: 15, land: true },
  { code: 'LAND_PLANNING', name: '建设用地规划许可', authority: 'DQ-ZRJ', part: [0.62, 0.75], days: 7, land: true },
  { code: 'WORKS_PLANNING', name: '建设工程规划许可', authority: 'DQ-ZRJ', part: [0.78, 0.9], days: 7, follow: true },
  { code: 'DRAWINGS', name: '施工图审查', authority: 'DQ-ZJJ', part: [0.78, 0.9], days: 5, follow: true },
  { code: 'CONSTRUCTION', name: '建筑工程施工许可', authority: 'DQ-ZJJ', part: [0.92, 1], days: 5, follow: true },
];

/** Whether the register says that its land procedures are done. */
export function hasLand(description: string): boolean {
  return description.includes('用地手续已办结');
}

/** The days of the spring of 2020 that are not as the week has them. */
const off = [['2020-01-24', '2020-02-02'], ['2020-04-04', '2020-04-06'], ['2020-05-01', '2020-05-05']] as const;
const worked = ['2020-01-19', '2020-04-26', '2020-05-09'];

function isWorking(day: string): boolean {
  return worked.includes(day) || (![0, 6].includes(new Date(day).getUTCDay()) && !off.some(([first, last]) => first <= day && day <= last));
}

/** So many working days before a day. */
export function workingDaysBefore(day: string, days: number): string {
  let [reached, left] = [day, days];
  while (left > 0) {
    reached = daysAfter(reached, -1);
    if (isWorking(reached)) left -= 1;
  }
  return reached;
}

/** The first working day so many days after a day, itself for none; not after the last, where one is given. */
export function workingDayAfter(day: string, days: number, last?: string): string {
  let reached = daysAfter(day, days);
  while (!isWorking(reached)) reached = daysAfter(reached, 1);
  while (last !== undefined && reached > last) reached = daysAfter(reached, -1);
  return reached;
}
