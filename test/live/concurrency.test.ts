import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CursorSeal } from '../../src/feed/cursor.js';
import { currentSnapshot, readUnseen } from '../../src/feed/reader.js';
import type { Snapshot } from '../../src/feed/snapshot.js';
import type { ScopeKeys } from '../../src/kernel/rights.js';
import { rows, sql, type Database } from '../../src/store/database.js';
import { sqlState } from '../../src/store/errors.js';
import { openCity, type City } from '../support/city.js';
import { dice, type Dice } from '../support/dice.js';

/** How long the writers write, milliseconds. */
const writingFor = 7_000;
const writers = 8;
/** Names the run in what it prints; `SEED=…` makes the writers choose the same again. */
const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);

const tables = { Project: 'project', InvestmentLead: 'investment_lead', Assignment: 'assignment', Issue: 'issue', Meeting: 'meeting' } as const;
type Type = keyof typeof tables;
const types = Object.keys(tables) as Type[];

let city: City;
let copies: Copy[];

beforeAll(async () => {
  city = await openCity('empty');
  await city.query(`
    insert into region (code, name, level) values ('R0', 'R0', 'PROVINCE');
    insert into region (code, name, level, parent_id) select 'R' || n, 'R' || n, 'CITY', (select id from region where code = 'R0') from generate_series(1, 2) n;
    insert into region (code, name, level, parent_id) select 'R' || n, 'R' || n, 'COUNTY', (select id from region where code = 'R' || (1 + n % 2)) from generate_series(3, 6) n;
    insert into unit (code, name, type, region_id) select 'U' || n, 'U' || n, 'DEPARTMENT', (select id from region where code = 'R1') from generate_series(1, 4) n;
    insert into leader (code, name, title) select 'L' || n, 'L' || n, '副市长' from generate_series(1, 5) n;
    insert into project (code, name, tier, sector, origin, stage, region_id, total_investment)
      select 'P' || n, 'P' || n, 'COUNTY', 'INDUSTRY', 'NEW', 'PREPARING', (select id from region where code = 'R' || (1 + n % 6)), 1 from generate_series(1, 40) n;
    insert into investment_lead (code, name, region_id, sector) select 'I' || n, 'I' || n, (select id from region where code = 'R' || (1 + n % 6)), 'INDUSTRY' from generate_series(1, 8) n;
    insert into meeting (title, mode, starts_at, region_id) select 'M' || n, 'JOINT_HANDLING', now(), (select id from region where code = 'R' || (1 + n % 6)) from generate_series(1, 8) n;
    insert into issue (number, kind, category, title, severity, status, level, project_id, lead_unit_id)
      select 'Q' || n, 'PROBLEM', 'LAND', 'Q', 'LOW', 'REPORTED', 'PROJECT', (select id from project where code = 'P' || (1 + n % 40)), (select id from unit where code = 'U' || (1 + n % 4)) from generate_series(1, 120) n;`);
  const pick = async (table: string, code: string) => (await city.query<{ id: number }>(`select id from ${table} where code = '${code}'`))[0]!.id;
  const [region, below, leader, unit] = [await pick('region', 'R1'), await pick('region', 'R4'), await pick('leader', 'L1'), await pick('unit', 'U1')];
  const [meeting] = await city.query<{ id: number }>(`select min(id) as id from meeting`);
  const project = await pick('project', 'P1');
  copies = [
    new Copy('everything', () => true),
    new Copy('a city', (keys) => keys.regions.includes(region)),
    new Copy('a county', (keys) => keys.regions.includes(below)),
    new Copy('a leader', (keys) => keys.leaders.includes(leader)),
    new Copy('a unit', (keys) => keys.units.includes(unit)),
    new Copy('an owner', (keys) => keys.owners.includes(unit)),
    new Copy('a system', (keys) => keys.systems.includes('12345')),
    new Copy('a meeting', (keys) => keys.meetings.includes(meeting!.id)),
    new Copy('a project', (keys) => keys.projects.includes(project)),
  ];
});

afterAll(() => city.close());

const seal = new CursorSeal('s'.repeat(32));

/** What a subscriber with a cache of its own holds of one scope: built from batches alone. */
class Copy {
  readonly rows = new Map<string, unknown>();
  readonly faults: string[] = [];
  private cursor = '';
  batches = 0;
  changes = 0;

  constructor(readonly name: string, private readonly inScope: (keys: ScopeKeys) => boolean) {}

  /** The state at a moment, and the cursor to go on from. */
  async start(db: Database): Promise<void> {
    await this.inOneState(db, async (tx) => {
      this.keep(await currentSnapshot(tx));
      for (const [key, { row, keys }] of await everything(tx)) if (this.inScope(keys)) this.rows.set(key, row);
    });
  }

  /** One step, as after a reconnect: all that it knows of before is the cursor's text. */
  async step(db: Database): Promise<void> {
    await this.inOneState(db, async (tx) => {
      const { snapshot, changes } = await readUnseen(tx, seal.open(this.cursor)!.snapshot);
      if (changes === null) throw new Error('the cursor was not honoured');
      const states = await rowsOf(tx, changes.filter(({ type }) => type in tables) as { type: Type; id: number }[]);
      for (const { type, id, before, after } of changes) {
        const key = `${type} ${id}`;
        const was = before !== null && this.inScope(before);
        const is = after !== null && this.inScope(after);
        if (!was && !is) continue;
        if (was !== this.rows.has(key)) this.faults.push(`${is ? (was ? 'UPDATED' : 'CREATED') : 'REMOVED'} ${key}, which is ${was ? 'absent' : 'present'}`);
        if (is) this.rows.set(key, states.get(key));
        else this.rows.delete(key);
        this.changes += 1;
      }
      this.keep(snapshot);
      this.batches += 1;
    });
  }

  /** What should be there, reckoned from the tables and not from the keys that the triggers keep. */
  async expected(db: Database): Promise<Map<string, unknown>> {
    return new Map([...await everything(db)].filter(([, { keys }]) => this.inScope(keys)).map(([key, { row }]) => [key, row]));
  }

  private keep(snapshot: Snapshot): void {
    this.cursor = seal.seal({ epoch: 'e', snapshot, sight: '{}' });
  }

  private inOneState(db: Database, work: (tx: Database) => Promise<void>): Promise<void> {
    return db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(work);
  }
}

async function everything(db: Database): Promise<Map<string, { row: unknown; keys: ScopeKeys }>> {
  const found = await rows<{ type: Type; id: number; row: unknown; keys: ScopeKeys }>(db, sql.raw(types.map((type) => `
    select '${type}' as type, t.id, to_jsonb(t) as row, to_jsonb(s.keys) as keys from ${tables[type]} t
    join scope_of('${type}', (select array_agg(id) from ${tables[type]})) s on s.entity_id = t.id`).join(' union all ')));
  return new Map(found.map(({ type, id, row, keys }) => [`${type} ${id}`, { row, keys }]));
}

async function rowsOf(db: Database, wanted: readonly { type: Type; id: number }[]): Promise<Map<string, unknown>> {
  const found = await rows<{ type: Type; id: number; row: unknown }>(db, sql.join(types.map((type) => sql`
    select ${type}::text as type, t.id, to_jsonb(t) as row from ${sql.table(tables[type])} t
    where t.id = any(${wanted.filter((it) => it.type === type).map(({ id }) => id)}::int[])`), sql` union all `));
  return new Map(found.map(({ type, id, row }) => [`${type} ${id}`, row]));
}

/** One of the many ways to change a city, by SQL as anybody might write it. */
function change(roll: Dice, mark: string): string {
  const any = (table: string) => `(select id from ${table} order by md5(id::text || '${mark}') limit 1)`;
  const some = (table: string, condition = 'true') => `id in (select id from ${table} where ${condition} order by md5(id::text || '${mark}') limit ${1 + roll(2)})`;
  const nobody = (column: string) => (roll(4) === 0 ? 'null' : any(column));
  const changes = [
    () => `update project set region_id = ${any('region')} where ${some('project')}`,
    () => `update project set owner_unit_id = ${nobody('unit')} where ${some('project')}`,
    () => `update project set description = '${mark}' where ${some('project')}`,
    () => `update issue set title = '${mark}' where ${some('issue')}`,
    () => `update issue set project_id = ${any('project')}, lead_id = null, region_id = null where ${some('issue')}`,
    () => `update issue set project_id = null, lead_id = ${any('investment_lead')}, region_id = null where ${some('issue')}`,
    () => `update issue set project_id = null, lead_id = null, region_id = ${any('region')} where ${some('issue')}`,
    () => `update issue set lead_unit_id = ${nobody('unit')} where ${some('issue')}`,
    () => `insert into issue_supporting_unit select id, ${any('unit')} from issue where ${some('issue')} on conflict do nothing`,
    () => `delete from issue_supporting_unit where (issue_id, unit_id) in (select issue_id, unit_id from issue_supporting_unit order by md5(issue_id::text || '${mark}') limit 2)`,
    () => `insert into issue (number, kind, category, title, severity, status, level, project_id, lead_unit_id, external_system, external_key)
           values ('${mark}', 'DEMAND', 'FUNDS', '${mark}', 'LOW', 'REPORTED', 'PROJECT', ${any('project')}, ${nobody('unit')}, ${roll(2) ? `'12345', '${mark}'` : 'null, null'})`,
    () => `delete from issue where ${some('issue', 'id not in (select issue_id from directive)')}`,
    () => `with ended as (update assignment set until = clock_timestamp() where ${some('assignment', 'until is null')} returning role, project_id, lead_id)
           update project set description = '${mark}' where id in (select project_id from ended)`,
    () => `insert into assignment (role, leader_id, ${roll(4) ? `project_id) values ('GENERAL_SERVICE_OFFICER', ${any('leader')}, ${any('project')}` : `lead_id) values ('GENERAL_SERVICE_OFFICER', ${any('leader')}, ${any('investment_lead')}`})
           on conflict do nothing`,
    () => `delete from assignment where ${some('assignment', 'until is not null')}`,
    () => `insert into agenda_item (meeting_id, position, minutes, ${roll(4) ? `project_id) values (${any('meeting')}, 1, 5, ${any('project')}` : `lead_id) values (${any('meeting')}, 1, 5, ${any('investment_lead')}`})`,
    () => `delete from agenda_item where ${some('agenda_item', 'id not in (select item_id from directive)')}`,
    () => `update agenda_item set meeting_id = ${any('meeting')} where ${some('agenda_item')}`,
    () => `insert into directive (meeting_id, item_id, issue_id, text) select g.meeting_id, g.id, ${any('issue')}, '${mark}' from agenda_item g where g.id = ${any('agenda_item')}`,
    () => `delete from directive where ${some('directive')}`,
    () => `insert into meeting_site (meeting_id, name, kind, region_id) values (${any('meeting')}, '${mark}', 'COUNTY', ${nobody('region')})`,
    () => `delete from meeting_site where ${some('meeting_site')}`,
    () => `update meeting set region_id = ${any('region')}, chair_id = ${nobody('leader')} where ${some('meeting')}`,
    () => `insert into project (code, name, tier, sector, origin, stage, region_id, total_investment) values ('${mark}', '${mark}', 'COUNTY', 'INDUSTRY', 'NEW', 'PREPARING', ${any('region')}, 1)`,
    () => `delete from project where ${some('project', `code like '%-%'`)}`,
    () => `update investment_lead set region_id = ${any('region')} where ${some('investment_lead')}`,
    () => `update region set parent_id = (select id from region where level = 'CITY' order by md5(id::text || '${mark}') limit 1) where id = (select id from region where level = 'COUNTY' order by md5(id::text || '${mark}') limit 1)`,
  ];
  // A region that moves takes all that lies in it along, and holds it.
  const which = roll(changes.length * 4);
  return changes[which < changes.length * 4 - 3 ? which % (changes.length - 1) : changes.length - 1]!();
}

/** What may befall a statement among others that write: the transaction, or its savepoint, is taken back. */
const passing = new Set(['40P01', '23505', '23503', '23514']);
const outcomes: Record<string, number> = {};

async function write(number: number, until: number): Promise<void> {
  const roll = dice(seed * 31 + number);
  const client = new pg.Client({ connectionString: city.store.url });
  await client.connect();
  await client.query(`set deadlock_timeout = '50ms'`);
  for (let turn = 0; performance.now() < until; turn += 1) {
    const late = roll(40) === 0;
    try {
      await client.query('begin');
      for (let count = 1 + roll(4); count > 0; count -= 1) {
        const statement = change(roll, `${number}-${turn}-${count}`);
        const taken = roll(4);
        if (taken === 0) await client.query(`savepoint s; ${statement}; rollback to s`);
        else if (taken === 1) await client.query(`savepoint s; ${statement}; release s`);
        else await client.query(statement);
        if (roll(2)) await delay(roll(8));
      }
      if (late) await delay(200 + roll(600));
      const end = roll(8) === 0 ? 'rollback' : 'commit';
      await client.query(end);
      outcomes[end] = (outcomes[end] ?? 0) + 1;
    } catch (error) {
      await client.query('rollback');
      const state = sqlState(error) ?? '';
      if (!passing.has(state)) throw error;
      outcomes[state] = (outcomes[state] ?? 0) + 1;
    }
  }
  await client.end();
}

async function read(copy: Copy, number: number, until: number): Promise<void> {
  const roll = dice(seed * 37 + number);
  while (performance.now() < until) {
    await copy.step(city.store.db);
    await delay(roll(6) === 0 ? 200 + roll(600) : roll(40));
  }
  await copy.step(city.store.db);
}

/** Entities whose kept keys are not those that the tables give. */
async function drift(db: Database): Promise<unknown[]> {
  return rows(db, sql.raw(types.map((type) => `
    select '${type}' as type, coalesce(is_so.entity_id, said.entity_id) as id, to_jsonb(said.keys) as said, to_jsonb(is_so.keys) as is_so
    from scope_of('${type}', (select array_agg(id) from ${tables[type]})) is_so
    full join (select * from entity_scope where type = '${type}') said using (entity_id)
    where said.keys is distinct from is_so.keys`).join(' union all ')));
}

test('[R20] beside eight writers, copies made of scopes from batches alone become what the database holds, and kept keys what the tables give', async () => {
  const { db } = city.store;
  for (const copy of copies) await copy.start(db);
  const until = performance.now() + writingFor;
  const writing = Promise.all(Array.from({ length: writers }, (_, number) => write(number, until)));
  const reading = Promise.all(copies.map((copy, number) => read(copy, number, until + 50)));
  await writing;
  await reading;
  for (const copy of copies) await copy.step(db);
  const [{ events }] = await city.query('select count(*)::int as events from change_log') as [{ events: number }];
  console.log(`seed ${seed}: ${events} events, ${JSON.stringify(outcomes)}, ${copies.map((copy) => `${copy.name} ${copy.batches}/${copy.changes}`).join(', ')}`);
  expect.soft(await drift(db)).toEqual([]);
  for (const copy of copies) {
    expect.soft(copy.faults, copy.name).toEqual([]);
    const expected = await copy.expected(db);
    expect.soft([...copy.rows.keys()].toSorted(), copy.name).toEqual([...expected.keys()].toSorted());
    expect.soft([...copy.rows].filter(([key, row]) => JSON.stringify(row) !== JSON.stringify(expected.get(key))), copy.name).toEqual([]);
  }
});
