import type { GraphQLError } from 'graphql';
import { loader } from '../graphql/context.js';
import { failure } from '../graphql/failure.js';
import type { Language } from '../kernel/language.js';
import { firstRow, rows, sql } from '../store/database.js';
import { reckoned } from './signal.queries.js';
import type { SignalDay } from './signal-history.type.js';
import type { FiredRule } from './signal.type.js';

/** Most days that are reckoned at once: each is a reckoning of its own. */
const mostDays = 100;

interface Span {
  readonly from: string;
  readonly to: string;
}

type Refused = { readonly refused: (language: Language) => GraphQLError };

/** The days that are meant, or why nothing is answered of them. */
export const spanOf = loader<{ from: string | null; to: string | null }, Span | Refused>((db, asked) => Promise.all(asked.map(async (one) => {
  const span = (await firstRow<Span & { days: number; isAhead: boolean; isUnknown: boolean; since: string }>(db, sql`
    with days as (select coalesce(${one.to}::date, business_today()) as until, business_today() as today),
    span as (select until, today, coalesce(${one.from}::date, until - 30) as first from days)
    select s.first as from, s.until as to, s.until - s.first + 1 as days, s.until > s.today as "isAhead", k.since, ((s.first + 1)::timestamp at time zone (select time_zone from business_clock)) <= k.since as "isUnknown"
    from span s, versions.kept k`))!;
  if (span.isAhead) return { refused: (language) => failure('AS_OF_AHEAD', language, {}, ['to']) };
  if (span.days < 1 || span.days > mostDays) return { refused: (language) => failure('TOO_MANY', language, { most: mostDays }, ['from']) };
  if (span.isUnknown) return { refused: (language) => failure('AS_OF_UNKNOWN', language, { since: span.since }, ['from']) };
  return { from: span.from, to: span.to };
})));

/** How lights stood, day by day. */
export const daysOfSignal = loader<Span & { projectId: number }, SignalDay[]>(async (db, keys) => {
  const answers = new Map<unknown, SignalDay[]>();
  for (const group of Map.groupBy(keys, ({ from, to }) => `${from} ${to}`).values()) {
    const { from, to } = group[0]!;
    const found = await rows<FiredRule & { projectId: number; day: string }>(db, sql`
      select s.day, ${reckoned} from signal_days(${group.map(({ projectId }) => projectId)}::int[], ${from}, ${to}, (select business_now())) s
      order by s.day, s.colour, s.rule -- RED sorts before YELLOW`);
    const byProject = Map.groupBy(found, ({ projectId }) => projectId);
    for (const key of group) {
      const days = Map.groupBy(byProject.get(key.projectId) ?? [], ({ day }) => day);
      answers.set(key, [...days].map(([day, rules]) => ({ day, rules: rules.filter(({ rule }) => rule !== null) })));
    }
  }
  return keys.map((key) => answers.get(key)!);
});
