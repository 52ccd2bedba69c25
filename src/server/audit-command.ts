import { verifyAudit } from '../audit/verify.js';
import { openStore } from '../store/database.js';
import { entities } from './entities.js';

/** Verifies the audit of a database; what to tell the operator, and whether it is unbroken. */
export async function verifyFromCommandLine(databaseUrl: string): Promise<{ said: string; unbroken: boolean }> {
  const store = await openStore(databaseUrl, entities);
  try {
    const { entries, seals, waiting, broken, newest } = await verifyAudit(store.db);
    const lines = [
      broken === null ? `${entries} entries, ${seals} seals, unbroken` : `BROKEN at ${broken}`,
      ...(waiting > 0 ? [`${waiting} of the entries wait for their seal, which takes a second where a server runs`] : []),
      ...(newest ? [`The newest seal is ${newest.seal}: ${newest.hash}. Keep it elsewhere: whoever owns the database could write the whole audit anew, but not to the same end.`] : []),
    ];
    return { said: lines.join('\n'), unbroken: broken === null };
  } finally {
    await store.close();
  }
}
