import { loader, type Loader } from '../graphql/context.js';
import { visible } from '../graphql/sight.js';
import type { Sight } from '../kernel/rights.js';
import { rows, sql, type Database, type Sql } from '../store/database.js';
import { isToBeHad } from './supply.queries.js';

/** Most that one list of candidates may hold. */
export const mostCandidates = 50;

interface Key {
  readonly id: number;
  readonly first: number;
  readonly sight: Sight;
}

/** The region that the issue of alias i lies in. */
const regionOfIssue: Sql = sql`
  region r on r.id = coalesce(i.region_id, (select p.region_id from project p where p.id = i.project_id), (select l.region_id from investment_lead l where l.id = i.lead_id))`;

/** How near the offer of alias o is to the issue that lies in region r: to be had there, in the whole city, or elsewhere. */
const distance: Sql<number> = sql`case when o.region_id = any(r.path) then 0 when o.region_id is null then 1 else 2 end`;

/** The offers that fit a demand, best first: the nearest, the soonest, the largest. */
export const offersFitting = ranked((first, sight) => sql`
  from demand d join issue i on i.id = d.issue_id join ${regionOfIssue}
  cross join lateral (
    select o.id from supply_offer o
    where o.kind_id = d.kind_id and o.measure = d.measure and ${isToBeHad} and ${visible(sight, 'SupplyOffer', sql`o.id`)}
    order by ${distance}, greatest(o.from_on, (select business_today())), o.quantity - o.matched desc, o.id
    limit ${sql.lit(first)}
  ) found
  where d.issue_id = wanted.id and d.fulfilled + d.promised < d.quantity and i.status not in ('RESOLVED', 'CLOSED')`);

/** The demands that an offer fits, by their issues, best first: the nearest, the most pressing, the largest. */
export const demandsFitting = ranked((first, sight) => sql`
  from supply_offer o
  cross join lateral (
    select i.id from demand d join issue i on i.id = d.issue_id join ${regionOfIssue}
    where d.kind_id = o.kind_id and d.measure = o.measure and d.fulfilled + d.promised < d.quantity
      and i.status not in ('RESOLVED', 'CLOSED') and ${visible(sight, 'Issue', sql`i.id`)}
    order by ${distance}, i.due_on, d.quantity - d.fulfilled - d.promised desc, i.id
    limit ${sql.lit(first)}
  ) found
  where o.id = wanted.id and ${isToBeHad}`);

/** The ids that a statement finds for each of many rows, in its order: one statement for all that ask for as many. */
function ranked(finding: (first: number, sight: Sight) => Sql): Loader<Key, number[]> {
  return loader(async (db: Database, keys: readonly Key[]) => {
    const answers = new Map<Key, number[]>();
    for (const group of Map.groupBy(keys, ({ first, sight }) => JSON.stringify([first, sight])).values()) {
      const { first, sight } = group[0]!;
      const found = await rows<{ owner: number; ids: number[] }>(db, sql`
        select wanted.id as owner, array(select found.id ${finding(first, sight)}) as ids from unnest(${group.map(({ id }) => id)}::int[]) as wanted(id)`);
      const byOwner = new Map(found.map(({ owner, ids }) => [owner, ids]));
      for (const key of group) answers.set(key, byOwner.get(key.id) ?? []);
    }
    return keys.map((key) => answers.get(key)!);
  });
}
