import { loader } from '../graphql/context.js';
import { rows, sql } from '../store/database.js';
import type { ClockRow } from './clock.type.js';

/** There is one clock, with the id 1. */
export const clockById = loader<number, ClockRow | null>(async (db, ids) => {
  const [clock] = await rows<ClockRow>(db, sql`
    select 'Clock' as "__typename", c.id, business_now() as now, business_today() as today, c.time_zone as "timeZone",
           extract(epoch from business_now() - now())::float8 as "offsetSeconds"
    from business_clock c`);
  return ids.map((id) => (id === clock?.id ? clock : null));
});
