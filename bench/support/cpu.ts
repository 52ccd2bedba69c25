import { readdirSync, readFileSync } from 'node:fs';

/** The kernel's clock ticks a second, as /proc counts them: 100 on every Linux that Node.js runs on. */
const ticks = 100;

/** User and system time of these processes and of the children that they have waited for, seconds, in steps of 10 ms. */
export function cpuSeconds(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => sum + (times(pid)?.all ?? 0), 0);
}

/** What a PostgreSQL has used: the postmaster, its backends, and those backends that have ended. */
export function postgresCpuSeconds(postmasterPid: number): number {
  return cpuSeconds([postmasterPid, ...childrenOf(postmasterPid)]);
}

/** The postmaster of an embedded PostgreSQL, by the data folder that it was started on. */
export function postmasterPid(folder: string): number {
  return Number(readFileSync(`${folder}/postgres/data/postmaster.pid`, 'utf8').split('\n', 1)[0]);
}

/** Memory that a process holds at the moment, bytes. */
export function residentBytes(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  if (kilobytes === undefined) throw new Error(`process ${pid} has no memory to measure`);
  return Number(kilobytes) * 1_024;
}

/** What the whole machine has used, and what was taken from it by others on the same hardware, seconds. */
export function machineCpuSeconds(): number {
  const [user, nice, system, , , irq, softirq, steal] = readFileSync('/proc/stat', 'utf8').split('\n', 1)[0]!.split(/ +/).slice(1).map(Number);
  return (user! + nice! + system! + irq! + softirq! + steal!) / ticks;
}

/** The processes that a process has started and that still run. */
export function childrenOf(parent: number): number[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number);
  return pids.filter((pid) => times(pid)?.parent === parent);
}

/** Undefined where the process has ended meanwhile. */
function times(pid: number): { parent: number; all: number } | undefined {
  let line: string;
  try {
    line = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return undefined;
  }
  // The command stands in brackets and may itself hold blanks and brackets; what follows it starts with the third field.
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
  const [utime, stime, cutime, cstime] = fields.slice(11, 15).map(Number);
  return { parent: Number(fields[1]), all: (utime! + stime! + cutime! + cstime!) / ticks };
}
