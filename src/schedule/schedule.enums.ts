import { enumeration, type Word } from '../kernel/enumeration.js';

export const DayCounting = enumeration('WORKING_DAYS', 'CALENDAR_DAYS');
export type DayCounting = Word<typeof DayCounting>;

export const MilestoneLinkKind = enumeration('FINISH_START', 'START_START');
export type MilestoneLinkKind = Word<typeof MilestoneLinkKind>;

/** The worst first, so that they can be looked for in that order. */
export const ScheduleState = enumeration('LATE', 'TIGHT', 'ON_TIME', 'FINISHED');
export type ScheduleState = Word<typeof ScheduleState>;

export const ScheduleOrder = enumeration('BEHIND_FIRST', 'ENDS_ON_ASC', 'CODE_ASC');
export type ScheduleOrder = Word<typeof ScheduleOrder>;
