import pg, { escapeIdentifier } from 'pg';

/** What the server does with a room's rows. Nothing that a meeting has seen is deleted: it is ended. */
const usual = 'select, insert, update';
/** The database's own functions and triggers write there. */
const readOnly = 'select';

/** Tables that the server's role uses in another way than the usual. */
const unusual: Readonly<Record<string, string>> = {
  history: 'select, insert',
  audit_entry: readOnly, audit_unsealed: readOnly, audit_seal: readOnly,
  change_log: readOnly, entity_scope: readOnly, feed_state: readOnly, log_mark: readOnly, day_turn: readOnly, mikro_orm_migrations: readOnly,
  // What is planned may be planned otherwise.
  agenda_item: `${usual}, delete`, meeting_site: `${usual}, delete`, issue_supporting_unit: `${usual}, delete`, calendar_day: `${usual}, delete`, contest_region: `${usual}, delete`,
  // What holds for a while only.
  idempotency_key: `${usual}, delete`, node_lease: `${usual}, delete`, site_connection: `${usual}, delete`, rate_limit: `${usual}, delete`, holder_sockets: `${usual}, delete`, device_code: `${usual}, delete`,
};

const functions = [
  'settle_epoch()', 'prune_change_log(interval, int)', 'turn_day()', 'audit_refused(jsonb, text, int, jsonb, int)', 'seal_audit(int)', 'prune_audit(interval)',
];

/** Gives a role what the server needs on a migrated database, takes what is more, and keeps everybody from making tables beside. */
export async function grantTo(owner: pg.Client, role: string): Promise<void> {
  const name = escapeIdentifier(role);
  const { rows: tables } = await owner.query<{ name: string }>(`
    select c.relname as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by 1`);
  // Each of the job library's tables is its owner's alone, row by row, unless a policy says otherwise.
  const { rows: jobs } = await owner.query<{ name: string }>(`
    select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'graphile_worker' and c.relrowsecurity order by 1`);
  await owner.query([
    'begin',
    'revoke create on schema public from public',
    `revoke all on all tables in schema public from ${name}`,
    `revoke create on schema public from ${name}`,
    `grant usage on schema public to ${name}`,
    `grant usage on all sequences in schema public to ${name}`,
    ...tables.map((table) => `grant ${unusual[table.name] ?? usual} on ${escapeIdentifier(table.name)} to ${name}`),
    // The job library's tables are written by the library.
    ...(jobs.length > 0 ? [
      `grant usage on schema graphile_worker to ${name}`,
      `grant select, insert, update, delete on all tables in schema graphile_worker to ${name}`,
      `grant usage on all sequences in schema graphile_worker to ${name}`,
      `grant execute on all functions in schema graphile_worker to ${name}`,
      ...jobs.flatMap((table) => {
        const policy = `${escapeIdentifier(`served by ${role}`)} on graphile_worker.${escapeIdentifier(table.name)}`;
        return [`drop policy if exists ${policy}`, `create policy ${policy} to ${name} using (true) with check (true)`];
      }),
    ] : []),
    // What stood, and the views of it: written by triggers alone.
    `grant usage on schema versions, past to ${name}`,
    `grant select on all tables in schema versions to ${name}`,
    `grant select on all tables in schema past to ${name}`,
    ...functions.map((each) => `grant execute on function ${each} to ${name}`),
    'commit',
  ].join(';\n'));
}

/** The same for a database by its owner's connection string. Throws where there is no such role. */
export async function grantOn(ownerUrl: string, role: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const { rowCount } = await client.query('select from pg_roles where rolname = $1', [role]);
    if (rowCount === 0) throw new Error(`There is no role "${role}" in this PostgreSQL. Make it first: create role ${escapeIdentifier(role)} login password '...'.`);
    await grantTo(client, role);
  } finally {
    await client.end();
  }
}
