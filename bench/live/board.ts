import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { toGlobalId } from '../../src/kernel/global-id.js';
import type { Diaodu } from './diaodu.js';
import type { Wish } from './line.js';

/** A meeting that runs, as large as a real one gets. */
export interface Board {
  /** Its row id. */
  readonly id: number;
  /** One for each group of rights: the whole city's screen, and those of four counties that have a site. */
  readonly wishes: readonly Wish[];
  /** A project and twenty issues of it that have nothing to do with the meeting, with every field that the contract's document asks for. */
  readonly apart: { readonly issues: readonly number[]; readonly project: number };
  /** Issues that have nothing to do with the meeting nor with that project, by row id. */
  readonly elsewhere: readonly number[];
}

const query = readFileSync(join(import.meta.dirname, '../../test/contract/meeting-screen.graphql'), 'utf8');

/**
 * Starts the demonstration city's next meeting, with 20 items on its agenda, four counties' sites, and 40 issues on its board:
 * ten open ones of the project that is called, and thirty that its directives made.
 */
export async function openBoard({ client, token }: Diaodu): Promise<Board> {
  const { rows: [meeting] } = await client.query<{ id: number }>(`update meeting set status = 'IN_PROGRESS', started_at = business_now() where status = 'SCHEDULED' returning id`);
  const { id } = meeting!;
  await client.query(`
    insert into agenda_item (meeting_id, position, minutes, project_id)
    select $1, (select max(position) from agenda_item where meeting_id = $1) + row_number() over (order by p.id), 10, p.id from project p
    where not exists (select from agenda_item where meeting_id = $1 and project_id = p.id)
    order by p.id limit 20 - (select count(*) from agenda_item where meeting_id = $1)`, [id]);
  const { rows: [called] } = await client.query<{ item: number; project: number }>(`
    update agenda_item set status = 'CALLED', called_at = business_now()
    where id = (select id from agenda_item where meeting_id = $1 and project_id is not null order by position limit 1) returning id as item, project_id as project`, [id]);
  await client.query(`
    update issue set project_id = $1, lead_id = null, region_id = null
    where id in (select id from issue where status not in ('CLOSED') and lead_unit_id is not null and due_on is not null order by id limit 10)`, [called!.project]);
  await client.query(`
    insert into directive (meeting_id, item_id, text, issue_id) select $1, $2, '请在七日内拿出办法', id from issue
    where project_id <> $3 and lead_unit_id is not null and due_on is not null order by id limit 30`, [id, called!.item, called!.project]);
  await client.query(`insert into meeting_site (meeting_id, name, kind, region_id) select $1, name, 'COUNTY', id from region where level = 'COUNTY' order by id limit 4`, [id]);

  const { rows: counties } = await client.query<{ code: string }>(`select code from region where level = 'COUNTY' order by id limit 4`);
  const variables = { meetingId: toGlobalId('Meeting', id) };
  const wishes = await Promise.all([undefined, ...counties.map(({ code }) => code)].map(async (region) =>
    ({ init: { authorization: `Bearer ${await token('SCREEN', region)}` }, query, variables })));
  const { rows: others } = await client.query<{ issue: number; project: number }>(`
    select i.id as issue, i.project_id as project from issue i where i.project_id is not null
      and not exists (select from agenda_item where meeting_id = $1 and project_id = i.project_id)
      and not exists (select from directive where meeting_id = $1 and issue_id = i.id)
    order by i.id`, [id]);
  const { project } = others[0]!;
  const issues = others.slice(0, 20).map(({ issue }) => issue);
  await client.query(`update issue set project_id = $2, lead_unit_id = (select min(id) from unit), due_on = '2020-05-01' where id = any($1)`, [issues, project]);
  const elsewhere = others.filter((other) => other.project !== project && !issues.includes(other.issue)).map(({ issue }) => issue);
  return { id, wishes, apart: { issues, project }, elsewhere };
}
