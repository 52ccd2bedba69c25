import { parseArgs } from 'node:util';
import { verifyAudit, type KeptSeal } from '../audit/verify.js';
import { openStore } from '../store/database.js';
import { entities } from './entities.js';
import { UsageError } from './usage-error.js';

export const auditUsage = `npm run -s audit:verify -- [options]

  --kept SEAL:HASH  a seal as it was printed earlier and kept elsewhere: it must still be the same`;

/** The seal that the command line names; undefined where it names none. */
export function keptFrom(args: readonly string[]): KeptSeal | undefined {
  let kept: string | undefined;
  try {
    ({ kept } = parseArgs({ args: [...args], options: { kept: { type: 'string' } } }).values);
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n\n${auditUsage}`);
  }
  if (kept === undefined) return undefined;
  const [, seal, hash] = /^(\d{1,9}):([0-9a-fA-F]{64})$/.exec(kept) ?? [];
  if (seal === undefined || hash === undefined) throw new UsageError(`--kept is a seal's number, a colon and its 64 hexadecimal digits, not “${kept}”\n\n${auditUsage}`);
  return { seal: Number(seal), hash };
}

/** Verifies the audit of a database; what to tell the operator, and whether it is unbroken. */
export async function verifyFromCommandLine(databaseUrl: string, kept?: KeptSeal): Promise<{ said: string; unbroken: boolean }> {
  const store = await openStore(databaseUrl, entities);
  try {
    const { entries, seals, waiting, broken, newest } = await verifyAudit(store.db, kept);
    const lines = [
      broken === null ? `${entries} entries, ${seals} seals, unbroken` : `BROKEN at ${broken}`,
      ...(waiting > 0 ? [`${waiting} of the entries wait for their seal, which takes a second where a server runs`] : []),
      ...(newest ? [`The newest seal is ${newest.seal}:${newest.hash}. Keep it elsewhere and hold it against the audit with --kept: whoever owns the database could write the whole audit anew, but not to the same end.`] : []),
    ];
    return { said: lines.join('\n'), unbroken: broken === null };
  } finally {
    await store.close();
  }
}
