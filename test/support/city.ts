import { graphql, type ExecutionResult } from 'graphql';
import { Context, Loaders } from '../../src/graphql/context.js';
import type { Language } from '../../src/kernel/language.js';
import type { Role, Viewer } from '../../src/kernel/viewer.js';
import { entities } from '../../src/server/entities.js';
import { schema } from '../../src/server/schema.js';
import { firstRow, openStore, sql, type Store } from '../../src/store/database.js';
import { UnitOfWork } from '../../src/store/unit-of-work.js';
import { cloneDatabase, type Template } from './database.js';

// oxlint-disable-next-line no-explicit-any -- what a test reads of an answer is what it asked for
export type Data = any;

export interface ViewerOptions {
  readonly region?: string;
  readonly unit?: string;
  readonly leader?: string;
  readonly system?: string;
  readonly subject?: string;
  readonly language?: Language;
}

/** A city of the test's own with the whole schema over it; `close` drops it. */
export interface City {
  /** The owner's; what is asked is answered as the server does, whose role owns nothing. */
  readonly store: Store;
  /** Asks as a role; answers data and errors. */
  ask(role: Role, source: string, variables?: Record<string, unknown>, options?: ViewerOptions): Promise<ExecutionResult<Data>>;
  /** Asks and expects no errors; answers the data. */
  get(role: Role, source: string, variables?: Record<string, unknown>, options?: ViewerOptions): Promise<Data>;
  /** Runs SQL as a stranger would with psql. */
  query<T = Data>(statement: string): Promise<T[]>;
  /** How many SQL statements reading made during the work. */
  statements(work: () => Promise<unknown>): Promise<number>;
  close(): Promise<void>;
}

export async function openCity(template: Template = 'demonstration'): Promise<City> {
  const database = await cloneDatabase(template);
  const store = await openStore(database.url, entities);
  const served = await openStore(database.serverUrl, entities);
  const unitOfWork = new UnitOfWork(served);
  let count = 0;
  const counted = served.db.withPlugin({
    transformQuery: ({ node }) => ((count += 1), node),
    transformResult: async ({ result }) => result,
  });

  async function viewer(role: Role, { region, unit, leader, system, subject }: ViewerOptions): Promise<Viewer> {
    const ids = await firstRow<Pick<Viewer, 'regionId' | 'unitId' | 'leaderId'>>(store.db, sql`
      select (select id from region where code = ${region ?? null}) as "regionId", (select id from unit where code = ${unit ?? null}) as "unitId",
             (select id from leader where code = ${leader ?? null}) as "leaderId"`);
    return { role, subject: subject ?? role.toLowerCase(), name: subject ?? role, system: system ?? null, ...ids! };
  }

  const ask: City['ask'] = async (role, source, variables = {}, options = {}) => {
    const context = new Context(await viewer(role, options), options.language ?? 'zh', new Loaders(counted), unitOfWork);
    return graphql({ schema, source, variableValues: variables, contextValue: context });
  };

  return {
    store,
    ask,
    async get(role, source, variables, options) {
      const { data, errors } = await ask(role, source, variables, options);
      if (errors) throw new Error(errors.map((error) => `${error.path?.join('.')}: ${error.message}\n${error.originalError?.stack ?? ''}`).join('\n'));
      return data;
    },
    query: async <T>(statement: string) => (await sql.raw<T>(statement).execute(store.db)).rows,
    async statements(work) {
      const before = count;
      await work();
      return count - before;
    },
    async close() {
      await Promise.all([store.close(), served.close()]);
      await database.drop();
    },
  };
}
