import type { Config } from '../../config.js';
import { lookAtDatabase } from './database.js';
import { ok, type Finding } from './finding.js';
import { lookAtAddress } from './network.js';
import { lookAtPages } from './pages.js';
import { lookAtSecrets } from './secrets.js';

/** Looks at whatever an operator can get wrong, without changing anything. What to tell them, and whether all of it is right. */
export async function examine(config: Config, staticFolder: string): Promise<{ said: string; healthy: boolean }> {
  const findings: Finding[] = [
    ok(`Node.js ${process.versions.node}`),
    ...(await lookAtSecrets(config)),
    lookAtAddress(config),
    ...(await lookAtDatabase(config)),
    ...(await lookAtPages(staticFolder)),
  ];
  const count = findings.filter(({ state }) => state === 'WRONG').length;
  const lines = findings.map(({ state, said }) => `${state.padEnd(8)} ${said}`);
  return { said: [...lines, '', count === 0 ? 'Nothing is wrong.' : `${count} ${count === 1 ? 'thing is' : 'things are'} wrong.`].join('\n'), healthy: count === 0 };
}
