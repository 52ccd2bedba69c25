import type { AgendaEntry, Board } from './board.js';

export interface Progress {
  readonly done: number;
  readonly deferred: number;
  readonly total: number;
  readonly minutes: number;
  readonly next: AgendaEntry | null;
}

export function progressOf({ agenda }: Pick<Board, 'agenda'>): Progress {
  const count = (status: AgendaEntry['status']): number => agenda.filter((item) => item.status === status).length;
  return {
    done: count('DONE'),
    deferred: count('DEFERRED'),
    total: agenda.length,
    minutes: agenda.reduce((sum, item) => sum + item.minutes, 0),
    next: agenda.find((item) => item.status === 'PENDING') ?? null,
  };
}

export interface Shown<T> {
  readonly before: number;
  readonly shown: readonly T[];
  readonly after: number;
}

/** The part of a long agenda that a screen shows: around what is called, or what comes next. */
export function around(agenda: readonly AgendaEntry[], most: number): Shown<AgendaEntry> {
  const called = agenda.findIndex((item) => item.status === 'CALLED');
  const next = agenda.findIndex((item) => item.status === 'PENDING');
  const focus = called >= 0 ? called : next >= 0 ? next : 0;
  const from = Math.max(0, Math.min(focus - Math.floor(most / 3), agenda.length - most));
  const shown = agenda.slice(from, from + most);
  return { before: from, shown, after: agenda.length - from - shown.length };
}
