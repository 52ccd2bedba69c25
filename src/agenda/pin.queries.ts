import { rowsBy } from '../graphql/row-loaders.js';
import { scopeColumn } from '../graphql/sight.js';
import { sql } from '../store/database.js';
import type { SnapshotRow } from './pin.type.js';

/** What was pinned whenever an item was called, newest last. */
export const snapshotsOfItem = rowsBy<number, SnapshotRow>((row) => row.itemId, (items) => sql`
  select c.item_id as "itemId", c.called_at as "calledAt", c.stage, c.physical_progress::float8 as "physicalProgress", c.total_investment as "totalInvestment", c.annual_plan as "annualPlan",
    c.completed_investment as "completedInvestment", coalesce(c.reasons -> 0 ->> 'colour', 'GREEN') as colour, c.reasons as fired, c.issues as pinned, c.schedule, ${scopeColumn('Project', sql`c.project_id`)}
  from agenda_call c where c.item_id = any(${items}) order by c.id`);
