import { afterEach, beforeEach, expect, test } from 'vitest';
import pg from 'pg';
import { Sealer } from '../../src/audit/sealer.js';
import { verifyAudit } from '../../src/audit/verify.js';
import { pruneAudit, sealAudit } from '../../src/audit/audit.commands.js';
import { run } from '../server/command.js';
import { openCity, type City } from '../support/city.js';

let city: City;
beforeEach(async () => {
  city = await openCity();
});
afterEach(() => city.close());

const write = (id: number) => city.query(`update project set name = name || '.' where id = ${id}`);
/** All that waits, in one seal. */
const seal = () => sealAudit(city.store.db, 1_000_000);
const verdict = () => verifyAudit(city.store.db);
const command = (...args: string[]) => run(['audit-verify', ...args], { DATABASE_URL: city.store.url });

async function session(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: city.store.url });
  await client.connect();
  return client;
}

test('[AU10] the command reckons every seal anew and says how many there are', async () => {
  await seal();
  await write(1);
  await seal();
  const { code, stdout, stderr } = await command();
  expect(stderr).toBe('');
  expect(stdout).toMatch(/^\d+ entries, 2 seals, unbroken\nThe newest seal is 2:[0-9a-f]{64}\./);
  expect(code).toBe(0);
});

test('[AU42] a seal that was kept elsewhere shows that the end was cut off, or that all was written anew', async () => {
  await write(1);
  await seal();
  await write(2);
  await seal();
  const [, seal2] = /The newest seal is (2:[0-9a-f]{64})/.exec((await command()).stdout)!;
  expect(await command('--kept', seal2!)).toMatchObject({ code: 0, stderr: '' });
  await city.query(`create temp table cut as select unnest(entries) as id from audit_seal where id = 2; delete from audit_seal where id = 2; delete from audit_entry where id in (select id from cut)`);
  expect(await command()).toMatchObject({ code: 0 });
  expect(await command('--kept', seal2!)).toMatchObject({ code: 1, stdout: expect.stringMatching(/BROKEN at seal 2: it was kept elsewhere and is not here/) });
  await write(3);
  await seal();
  expect(await command()).toMatchObject({ code: 0 });
  expect(await command('--kept', seal2!)).toMatchObject({ code: 1, stdout: expect.stringMatching(/BROKEN at seal 2: it is another than the one that was kept/) });
  expect(await command('--kept', 'all is well')).toMatchObject({ code: 2, stderr: expect.stringMatching(/--kept is a seal's number, a colon/) });
});

const tamperings: Record<string, readonly [string, RegExp]> = {
  'a word of an entry': [`update audit_entry set after = '{"name": "x"}' where id = (select max(id) - 1 from audit_entry)`, /BROKEN at seal 2 .*: its entries are not what was sealed/],
  'who it was': [`update audit_entry set subject = 'somebody else' where id = (select max(id) from audit_entry)`, /BROKEN at seal 3 .*: its entries are not what was sealed/],
  'an entry taken away': [`delete from audit_entry where id = (select max(id) - 1 from audit_entry)`, /BROKEN at seal 2 .*: entry \d+ is missing/],
  'an entry put in': [`insert into audit_entry (act, operation, relation) values ('made up', 'INSERT', 'issue')`, /BROKEN at entry \d+: it stands in no seal/],
  'a seal taken away': [`delete from audit_seal where id = 2`, /BROKEN at seal 3 .*: the seal before it is missing/],
  'the oldest seal taken away': [`with gone as (delete from audit_seal where id = 1 returning entries) delete from audit_entry where id in (select unnest(entries) from gone)`, /BROKEN at seal 2: the seals before it are missing/],
  'a seal made anew': [`update audit_entry set subject = 'x' where id = (select max(id) - 1 from audit_entry); update audit_seal s set hash = audit_hash(s) where id = 2`, /BROKEN at seal 3 .*: the seal before it is not the one that it follows/],
  'when it was sealed': [`update audit_seal set at = at - interval '1 hour' where id = 2`, /BROKEN at seal 2 .*/],
};
test.each(Object.entries(tamperings))('[AU11] the first place where somebody tampered is told, with exit code 1: %s', async (_, [statement, said]) => {
  await seal();
  await write(1);
  await seal();
  await write(2);
  await seal();
  expect((await verdict()).broken).toBeNull();
  await city.query(statement);
  const { code, stdout, stderr } = await command();
  expect(stderr).toBe('');
  expect(stdout).toMatch(said);
  expect(code).toBe(1);
});

test('[AU12] what commits late is sealed then, and delays nobody: neither other writers nor their seals', async () => {
  while (await seal() > 0);
  const { seals } = await verdict();
  const [late, quick] = [await session(), await session()];
  await late.query(`begin; update project set name = 'late' where id = 1`);
  await quick.query(`update project set name = 'quick' where id = 2`);
  expect(await seal()).toBe(1);
  expect(await seal()).toBe(0);
  await late.query('commit');
  expect(await seal()).toBe(1);
  expect(await verdict()).toMatchObject({ seals: seals + 2, waiting: 0, broken: null });
  await Promise.all([late.end(), quick.end()]);
});

test('[AU13] one node seals at a time, and what many write meanwhile is sealed once', async () => {
  const sealers = [1, 2, 3].map(() => new Sealer({ db: city.store.db, onError: (error) => { throw error; } }));
  const writers = await Promise.all([1, 2, 3, 4].map(() => session()));
  await Promise.all([
    ...writers.map(async (client, writer) => {
      for (let times = 0; times < 25; times += 1) await client.query(`update project set name = name || '.' where id = $1`, [writer + 1]);
    }),
    ...sealers.map(async (sealer) => {
      for (let times = 0; times < 25; times += 1) await sealer.seal();
    }),
  ]);
  await sealers[0]!.seal();
  await Promise.all([...sealers.map((sealer) => sealer.close()), ...writers.map((client) => client.end())]);
  const { broken, waiting } = await verdict();
  expect({ broken, waiting }).toEqual({ broken: null, waiting: 0 });
  const [sealed] = await city.query(`select count(*)::int as all, count(distinct n)::int as distinct from audit_seal, unnest(entries) as n`);
  expect(sealed.all).toBe(sealed.distinct);
  expect(sealed.all).toBe((await city.query(`select count(*)::int as n from audit_entry`))[0].n);
});

test('[AU14] after the time to keep, whole seals go, the oldest first; that is in the chain, which is unbroken from the oldest one kept', async () => {
  await seal();
  await write(1);
  await seal();
  await write(2);
  await seal();
  // As if the first two had been made seven months ago; only the owner could.
  await city.query(`
    update audit_seal set at = at - interval '210 days' where id <= 2;
    update audit_seal s set hash = audit_hash(s) where id = 1;
    update audit_seal s set previous = (select hash from audit_seal where id = s.id - 1) where id = 2;
    update audit_seal s set hash = audit_hash(s) where id = 2;
    update audit_seal s set previous = (select hash from audit_seal where id = s.id - 1) where id = 3;
    update audit_seal s set hash = audit_hash(s) where id = 3`);
  expect((await verdict()).broken).toBeNull();
  expect(await pruneAudit(city.store.db, '211 days')).toBe(0);
  expect(await pruneAudit(city.store.db, '200 days')).toBeGreaterThan(1);
  await seal();
  expect(await city.query('select id from audit_seal order by id')).toEqual([{ id: 3 }, { id: 4 }]);
  expect(await verdict()).toMatchObject({ seals: 2, waiting: 0, broken: null });
});

test('[AU15] nothing younger than six months goes, whatever is asked for', async () => {
  await seal();
  await write(1);
  await seal();
  await city.query(`update audit_seal set at = at - interval '170 days' where id = 1; update audit_seal s set hash = audit_hash(s) where id = 1;
    update audit_seal s set previous = (select hash from audit_seal where id = 1) where id = 2; update audit_seal s set hash = audit_hash(s) where id = 2`);
  expect(await pruneAudit(city.store.db, '0')).toBe(0);
});

test('[AU16] whatever is tracked for the streams is audited', async () => {
  const watched = (trigger: string) => city.query(`select distinct tgrelid::regclass::text as name from pg_trigger where tgname like '${trigger}' order by 1`);
  const audited = (await watched('audit_update')).map(({ name }) => name);
  const captured = (await watched('capture_%')).map(({ name }) => name);
  expect(captured.length).toBeGreaterThan(16);
  expect(captured.filter((name) => !audited.includes(name))).toEqual([]);
});
