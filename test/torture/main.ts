import { cpus } from 'node:os';
import compile from '../support/build.js';
import { faults } from './faults.js';
import { optionsFrom } from './options.js';
import { torture, type Findings } from './torture.js';

/** `npm run torture [-- --minutes 2 --seed N --nodes 3]`: see docs/PROMISES.md. Ends with 1 where anything was violated. */
function table({ options, faults: happened, slowestRecovery, violations, ...counted }: Findings): string {
  const lines: [string, string | number][] = [
    ['machine', `${cpus().length} x ${cpus()[0]!.model}, Node.js ${process.versions.node}, ${new Date().toISOString().slice(0, 10)}`],
    ['seed, nodes, seconds', `${options.seed}, ${options.nodes}, ${counted.seconds.toFixed(0)}`],
    ['events (rows of the change log)', counted.events],
    ['commits by SQL; acts by the API (of them retried)', `${counted.commits}; ${counted.acts} (${counted.retries})`],
    ['subscribers; their connections', `${counted.subscribers}; ${counted.connections}`],
    ['batches delivered; changes in them', `${counted.batches}; ${counted.deliveries}`],
    ['faults', [...happened.values()].reduce((sum, count) => sum + count, 0)],
    ...[...happened].map(([fault, count]): [string, number] => [`  ${fault}`, count]),
    ...Object.entries(violations).map(([kind, found]): [string, number] => [kind, found.length]),
    ['slowest recovery', `${(slowestRecovery.milliseconds / 1_000).toFixed(2)} s, after "${slowestRecovery.after}"`],
  ];
  return lines.map(([name, value]) => `${name.padEnd(52)}${value}`).join('\n');
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
await compile();
const options = optionsFrom(process.argv.slice(2), faults);
console.log(`seed ${options.seed}`);
const findings = await torture(options, (line) => console.log(line));
for (const found of Object.values(findings.violations)) for (const what of found.slice(0, 20)) console.log(`!! ${what}`);
console.log(table(findings));
process.exit(Object.values(findings.violations).some((found) => found.length > 0) ? 1 : 0);
