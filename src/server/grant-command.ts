import { parseArgs } from 'node:util';
import { UsageError } from './usage-error.js';

const usage = 'npm run db:grant -- --role NAME\n\n  --role NAME      the role of the database that the server enters it as; it must exist';

export function roleFromCommandLine(args: readonly string[]): string {
  let role: string | undefined;
  try {
    ({ role } = parseArgs({ args: [...args], options: { role: { type: 'string' } } }).values);
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n\n${usage}`);
  }
  if (role === undefined || role === '') throw new UsageError(`--role is missing.\n\n${usage}`);
  return role;
}
