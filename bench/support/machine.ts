import { cpus, totalmem } from 'node:os';

/** What was measured on, and when. `postgres`: its version, where one took part. */
export function machine(postgres?: string): string {
  const all = cpus();
  return [
    `${all.length} x ${all[0]!.model.trim()}`,
    `${Math.round(totalmem() / 2 ** 30)} GiB`,
    `Node.js ${process.versions.node}`,
    ...(postgres === undefined ? [] : [`PostgreSQL ${postgres}`]),
    new Date().toISOString().slice(0, 10),
  ].join(', ');
}
