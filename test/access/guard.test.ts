import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Authenticated } from '../../src/server/authenticate.js';
import type { Tick } from '../../src/feed/feed.js';
import type { EntityChange } from '../../src/feed/reader.js';
import type { RowType } from '../../src/kernel/entity-type.js';
import { Guard } from '../../src/server/guard.js';
import { Lookups } from '../../src/server/lookups.js';
import { resolve, type Resolved, type Stranger } from '../../src/server/resolve.js';
import { openCity, type City } from '../support/city.js';

let city: City;
beforeAll(async () => {
  city = await openCity();
});
afterAll(() => city.close());

const credential = { kind: 'TOKEN', claims: { subject: 'her', name: '她', role: 'VIEWER', region: 'DQ-DT' }, issuedAt: 1, expiresAt: Infinity } as const;
const nobody = { stay() {}, end() {} };
const step = (changes: [RowType, number][] | null) => ({ db: city.store.db, changes: changes?.map(([type, id]): EntityChange => ({ type, id, before: null, after: null })) ?? null }) as Tick;

function lookUp(lookups: Lookups): () => Promise<Authenticated | Stranger | null> {
  return async () => {
    const resolved = await resolve(credential, lookups) as Resolved | null;
    return resolved && { ...resolved, credential };
  };
}

test('[ID24] who was looked up before a withdrawal and comes in after it does not stay', async () => {
  const lookups = new Lookups(city.store.db, 60_000);
  const guard = new Guard(() => lookups.forget());
  let times = 0;
  const admitted = await guard.admit(async () => {
    const known = await lookUp(lookups)();
    if ((times += 1) === 1) {
      const [{ id }] = await city.query<{ id: number }>(`insert into access_withdrawal (subject, before, reason, withdrawn_by) values ('her', now(), '', '') returning id`) as [{ id: number }];
      (await guard.check(step([['Withdrawal', id]])))();
    }
    return known;
  }, nobody);
  expect({ admitted, times }).toEqual({ admitted: null, times: 2 });
  await city.query('delete from access_withdrawal');
});

test('[ID25] a step looks again only at those whom it concerns, and at all of them in as many statements as there are answers', async () => {
  const lookups = new Lookups(city.store.db, 60_000);
  const guard = new Guard(() => lookups.forget());
  const told: string[] = [];
  const enter = (name: string) => guard.admit(lookUp(lookups), { stay: () => told.push(name), end: () => told.push(`-${name}`) });
  for (let n = 0; n < 100; n += 1) await enter(String(n));
  let statements = 0;
  const counted = city.store.db.withPlugin({ transformQuery: ({ node }) => ((statements += 1), node), transformResult: async ({ result }) => result });
  const take = async (changes: [RowType, number][] | null) => {
    [statements, told.length] = [0, 0];
    (await guard.check({ ...step(changes), db: counted }))();
    return { statements, told: told.length };
  };
  const [{ id }] = await city.query<{ id: number }>(`select id from region where code = 'DQ-DT'`) as [{ id: number }];
  expect(await take([['Project', 1], ['Issue', 1], ['Meeting', 1]])).toEqual({ statements: 0, told: 0 });
  expect(await take([['Region', id + 1], ['ApiKey', 1]])).toEqual({ statements: 0, told: 0 });
  expect(await take([['Region', id]])).toEqual({ statements: 2, told: 100 });
  expect(await take(null)).toEqual({ statements: 2, told: 100 });
});
