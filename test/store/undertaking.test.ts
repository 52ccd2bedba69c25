import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { entities } from '../../src/server/entities.js';
import { openStore, rows, sql } from '../../src/store/database.js';
import { isCancelled, Undertaking } from '../../src/store/undertaking.js';
import { cloneDatabase } from '../support/database.js';

test('[LM13] an end that comes just as its statement does hits nothing that the same connection runs next', async () => {
  const database = await cloneDatabase('empty');
  let ended = 0;
  // The last statement is still on its way whatever the machine does meanwhile.
  for (const [round, seconds] of [...Array<number>(12).fill(0.02), 10].entries()) {
    // A new one each time: its first interruption has to connect and is late.
    const store = await openStore(database.url, entities);
    try {
      await store.db.connection().execute(async (db) => {
        await rows(db, sql`select 1`);
        const undertaking = new Undertaking(60_000);
        const first = undertaking.run(() => rows(db, sql`select pg_sleep(${seconds})`));
        const end = delay(10 + round).then(() => undertaking.end());
        await first.catch((error: unknown) => {
          expect(isCancelled(error)).toBe(true);
          ended += 1;
        });
        await rows(db, sql`select pg_sleep(0.1)`);
        await end;
      });
    } finally {
      await store.close();
    }
  }
  expect(ended).toBeGreaterThan(0);
  await database.drop();
});
