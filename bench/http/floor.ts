import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fastify } from 'fastify';
import pg from 'pg';

/**
 * What there is below GraphQL: fastify and `pg`, with SQL written by hand for the one purpose and prepared once a connection.
 * `/projects` answers what the contract's document asks for, as PostgreSQL has built it; `/issues` reports one issue.
 */
const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'], max: 10 });
const app = fastify();

const projects = readFileSync(join(import.meta.dirname, 'projects.sql'), 'utf8');
app.post<{ Body: { first: number } }>('/projects', async ({ body: { first } }, reply) => {
  const { rows } = await pool.query<{ answer: string }>({ name: 'projects', text: projects, values: [first] });
  return reply.type('application/json; charset=utf-8').send(rows[0]!.answer);
});

export interface Report {
  readonly number: string;
  readonly projectCode: string;
  readonly kind: string;
  readonly category: string;
  readonly severity: string;
  readonly title: string;
  readonly detail: string;
  readonly externalRef: { readonly system: string; readonly key: string };
}

/** The same rows in one transaction as Diaodu's: the issue, its history, and by the triggers what the change log needs. */
app.post<{ Body: Report }>('/issues', async ({ body }) => {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query({ name: 'actor', text: `select set_config('diaodu.actor', $1, true), set_config('diaodu.act', $2, true)`, values: ['floor', 'issueReport'] });
    const { rows } = await client.query<{ id: number }>({
      name: 'issue',
      text: `insert into issue (number, kind, category, severity, title, detail, status, level, project_id, external_system, external_key)
        select $2, $3, $4, $5, $6, $7, 'REPORTED', 'PROJECT', p.id, $8, $9 from project p where p.code = $1
        returning id, number, status, title, project_id as "projectId"`,
      values: [body.projectCode, body.number, body.kind, body.category, body.severity, body.title, body.detail, body.externalRef.system, body.externalRef.key],
    });
    await client.query({
      name: 'history', text: `insert into history (type, entity_id, act, actor_subject, actor_name) values ('Issue', $1, 'REPORTED', $2, $3)`, values: [rows[0]!.id, 'floor', 'floor'],
    });
    await client.query('commit');
    return { issue: rows[0] };
  } finally {
    client.release();
  }
});

process.once('SIGTERM', () => process.exit(0));
process.on('disconnect', () => process.exit(0));
process.send!(await app.listen({ port: 0, host: '127.0.0.1' }));
