import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const root = join(import.meta.dirname, '../..');
const main = join(root, 'dist/src/main.js');

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

type Environment = Record<string, string>;

/** The environment of a command: ours, without what would tell it of another server. */
function environment(given: Environment): NodeJS.ProcessEnv {
  const { DATABASE_URL, DATA_DIR, PORT, HOST, TOKEN_SECRET, CURSOR_SECRET, NODE_ENV, ...rest } = process.env;
  return { ...rest, ...given };
}

/** Runs one of the commands of the built server to its end. */
export async function run(args: readonly string[], given: Environment): Promise<Ran> {
  const child = spawn(process.execPath, [main, ...args], { env: environment(given), stdio: ['ignore', 'pipe', 'pipe'] });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (text: Buffer) => (stdout += text.toString()));
  child.stderr.on('data', (text: Buffer) => (stderr += text.toString()));
  const [code] = (await once(child, 'close')) as [number];
  return { code, stdout, stderr };
}

export interface Started {
  readonly child: ChildProcess;
  readonly url: string;
  /** What it has said so far. */
  readonly lines: readonly string[];
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
}

/** Starts the built server, in a process group of its own, and waits until it says where it is. */
export async function startProcess(given: Environment): Promise<Started> {
  const child = spawn(process.execPath, [main], { env: environment({ PORT: '0', ...given }), stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  const lines: string[] = [];
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => child.once('close', (code, signal) => resolve({ code, signal })));
  const url = await new Promise<string>((resolve, reject) => {
    const take = (line: string) => {
      lines.push(line);
      const found = /GraphQL\s+(http:\S+)\/graphql/.exec(line)?.[1];
      if (found) resolve(found);
    };
    createInterface(child.stdout).on('line', take);
    createInterface(child.stderr).on('line', take);
    void ended.then(({ code, signal }) => reject(new Error(`it ended (${code ?? signal}):\n${lines.join('\n')}`)));
  });
  return { child, url, lines, ended };
}
