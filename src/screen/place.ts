import { languageFrom, type Language } from '../kernel/language.js';

/** What the address says: which meeting, in which site the screen stands, which of the office's rooms, the chart, a contest, in which language. */
export interface Place {
  readonly meeting: string | null;
  readonly site: string | null;
  readonly room: string | null;
  /** The chart of schedules in the place of a meeting; of one tier where one is named. */
  readonly chart: boolean;
  readonly tier: string | null;
  /** The race of a contest in the place of a meeting: its id, or empty for the one that runs. */
  readonly contest: string | null;
  readonly language: Language;
}

export function readPlace(search: string): Place {
  const said = new URLSearchParams(search);
  return { meeting: said.get('meeting') || null, site: said.get('site') || null, room: said.get('room') || null, chart: said.has('chart'), tier: said.get('tier') || null, contest: said.get('contest'), language: languageFrom(said.get('lang')) };
}

/** The same page with something changed; null takes a part out. */
export function addressWith(changes: Readonly<Record<string, string | null>>, from: { readonly pathname: string; readonly search: string } = location): string {
  const said = new URLSearchParams(from.search);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) said.delete(name);
    else said.set(name, value);
  }
  const search = said.toString();
  return from.pathname + (search && `?${search}`);
}
