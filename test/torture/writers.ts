import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { Dice } from '../support/dice.js';
import { size, tokenOf } from './city.js';
import type { World } from './world.js';

/** What writers were told, to be compared with what is stored. */
export class Ledger {
  /** Titles and numbers of issues that were acknowledged as stored. */
  readonly stored = new Set<string>();
  /** Those that were rolled back for certain. */
  readonly undone = new Set<string>();
  commits = 0;
  acts = 0;
  retries = 0;
}

/** One of the ways to change the city by SQL. What rises is written by the row's own number, under its lock. */
function change(roll: Dice, mark: string): string {
  const project = () => 1 + roll(size.projects);
  const issue = () => 1 + roll(size.issues);
  const [from, to] = [project(), project()];
  const rise = (column: string) => `${column} = 'v' || (substring(${column} from 2)::int + 1)`;
  const changes = [
    () => `update project set ${rise('name')} where id = ${project()}`,
    () => `update project set ${rise('name')} where id between ${from} and ${from + 9}`,
    () => transfer(from, to, 1 + roll(500)),
    () => transfer(from, to, 1 + roll(500)),
    () => `update issue set ${rise('title')} where id = ${issue()}`,
    () => `update issue set ${rise('title')}, project_id = ${project()} where id = ${issue()}`,
    () => `update issue set lead_unit_id = ${1 + roll(size.units)} where id = ${issue()}`,
    () => `update project set region_id = (select id from region where code = '${['A', 'B', 'TOP'][roll(3)]}') where id = ${project()}`,
    () => `insert into project (code, name, tier, sector, origin, stage, region_id, total_investment) select 'N${mark}', 'v0', 'COUNTY', 'INDUSTRY', 'NEW', 'PREPARING', id, 1 from region where code = '${['A', 'B'][roll(2)]}'`,
    () => `delete from project where id in (select id from project p where code like 'N%' and not exists (select from issue where project_id = p.id) and not exists (select from assignment where project_id = p.id) order by id limit 2)`,
    () => `update assignment set until = clock_timestamp(), end_reason = '${mark}' where id in (select id from assignment where until is null order by md5(id::text || '${mark}') limit 1)`,
    () => `insert into assignment (role, leader_id, project_id) values ('GENERAL_SERVICE_OFFICER', ${1 + roll(size.leaders)}, ${project()}) on conflict do nothing`,
    () => `delete from assignment where id in (select id from assignment where until is not null order by id limit 3)`,
    () => `update agenda_item set meeting_id = ${1 + roll(size.meetings)} where id = ${1 + roll(30)}`,
    () => `delete from issue where number like 'D%' and id in (select id from issue where number like 'D%' order by id limit 3)`,
    () => `insert into issue (number, kind, category, title, severity, status, level, project_id) values ('D${mark}', 'DEMAND', 'FUNDS', 'v0', 'LOW', 'REPORTED', 'PROJECT', ${project()})`,
  ];
  return changes[roll(changes.length)]!();
}

/** In two statements: in between, half of it is done. */
function transfer(from: number, to: number, amount: number): string {
  return from === to ? 'select' : `
    update project set total_investment = total_investment - ${amount} where id = ${from};
    update project set total_investment = total_investment + ${amount} where id = ${to}`;
}

/** What passes: deadlocks and others of ours that are quicker; a savepoint or the transaction is taken back. */
const passing = new Set(['40P01', '23505', '23503', '23514', '40001']);

/** Writes by SQL until told to stop: transactions with savepoints, rollbacks, and now and then a long one that commits late. */
export async function writeBySql(world: World, number: number, roll: Dice, ledger: Ledger, stopped: () => boolean): Promise<void> {
  for (let turn = 0, client: pg.Client | undefined; ; turn += 1) {
    if (stopped()) {
      await client?.end().catch(() => {});
      return;
    }
    const kept = `S${number}-${turn}`;
    let committing = false;
    try {
      client ??= await connect(world.databaseUrl);
      await client.query('begin');
      const keeps = roll(4) === 0;
      if (keeps) await client.query(`insert into issue (number, kind, category, title, severity, status, level, project_id) values ('${kept}', 'PROBLEM', 'LAND', 'v0', 'LOW', 'REPORTED', 'PROJECT', (select id from project where code = 'K${1 + roll(size.archives)}'))`);
      for (let count = 1 + roll(4); count > 0; count -= 1) {
        const statement = change(roll, `${number}-${turn}-${count}`);
        const taken = roll(5);
        await client.query(taken === 0 ? `savepoint s; ${statement}; rollback to s` : taken === 1 ? `savepoint s; ${statement}; release s` : statement);
        if (roll(8) === 0) await delay(roll(6));
      }
      if (roll(150) === 0) await delay(1_000 + roll(4_000));
      const rollsBack = roll(8) === 0;
      committing = !rollsBack;
      await client.query(rollsBack ? 'rollback' : 'commit');
      if (!rollsBack) ledger.commits += 1;
      if (keeps) (rollsBack ? ledger.undone : ledger.stored).add(kept);
    } catch (error) {
      const known = passing.has((error as { code?: string }).code ?? '');
      if (known && !committing && (await client!.query('rollback').then(() => true, () => false))) {
        ledger.undone.add(kept);
        continue;
      }
      client?.end().catch(() => {});
      client = undefined;
      await delay(100 + roll(200));
    }
  }
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000, query_timeout: 30_000 });
  client.on('error', () => {});
  await client.connect();
  await client.query(`select set_config('diaodu.actor', 'torture', false), set_config('diaodu.act', 'TORTURED', false)`);
  return client;
}

/** Reports issues through the API, each again and again at any node until an answer came: by externalRef or by idempotency key. */
export async function writeByApi(world: World, number: number, roll: Dice, ledger: Ledger, stopped: () => boolean): Promise<void> {
  const token = await tokenOf({ role: 'INTEGRATION', system: 'torture' });
  const office = await tokenOf({ role: 'ADMIN' });
  for (let turn = 0; !stopped(); turn += 1) {
    const title = `T${number}-${turn}`;
    const byReference = roll(2) === 0;
    const input = {
      projectCode: `K${1 + roll(size.archives)}`, kind: 'PROBLEM', category: 'LAND', severity: 'LOW', title, detail: '',
      ...(byReference && { externalRef: { system: 'torture', key: title } }),
    };
    const body = JSON.stringify({ query: 'mutation ($input: IssueReportInput!) { issueReport(input: $input) { issue { id } userErrors { code } } }', variables: { input } });
    // Whatever comes of it, it is tried until an answer came: what was cut off then stands in no one's books.
    for (let tries = 0; ; tries += 1) {
      const node = world.nodes[roll(world.nodes.length)]!;
      const answer = await fetch(node.httpUrl, {
        method: 'POST', signal: AbortSignal.timeout(5_000), body,
        headers: { 'content-type': 'application/json', authorization: `Bearer ${byReference ? token : office}`, ...(!byReference && { 'idempotency-key': title }) },
      }).then(async (response) => (await response.json()) as { data?: { issueReport?: { issue: { id: string } | null } } }, () => null).catch(() => null);
      if (answer?.data?.issueReport?.issue) {
        ledger.stored.add(title);
        ledger.acts += 1;
        ledger.retries += tries;
        break;
      }
      await delay(50 + roll(200));
      if (stopped() && tries > 100) break;
    }
    await delay(roll(30));
  }
}
