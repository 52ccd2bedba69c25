import { copyFile, open, rm, stat, truncate } from 'node:fs/promises';
import { unwatchFile, watchFile } from 'node:fs';
import { giveTo, type Owner } from './owner.js';

/** PostgreSQL's log: a file and not a pipe, since PostgreSQL may outlive this process. */
export interface ServerLog {
  /** For PostgreSQL to write to. The descriptor is closed when `use` is done. */
  open<T>(use: (descriptor: number) => T): Promise<T>;
  /** Bytes written so far. */
  size(): Promise<number>;
  /** The last lines that were written after the first `from` bytes. */
  linesAfter(from: number): Promise<string>;
  close(): void;
}

/** Above, the log is moved to `postgres.log.1`, in place of the one there. */
const LIMIT = 4 * 1024 * 1024;
const EXCERPT = { bytes: 8 * 1024, lines: 15 };

/** @param onLine is told every line that PostgreSQL writes from now on, within a second */
export async function openServerLog(path: string, owner: Owner | null, onLine?: (line: string) => void): Promise<ServerLog> {
  await (await open(path, 'a', 0o600)).close();
  await giveTo(owner, path);
  await bound(path);
  const size = async () => (await stat(path)).size;

  let told = await size();
  let work = Promise.resolve();
  const follow = async () => {
    const now = await size();
    if (now < told) told = 0;
    if (onLine) {
      // To the end of a line: what is half written is read the next time.
      const news = await read(path, told, now);
      const whole = news.subarray(0, news.lastIndexOf('\n') + 1);
      for (const line of whole.toString().split('\n')) if (line) onLine(line);
      told += whole.length;
    }
    await bound(path);
  };
  // The log is a service: where it cannot be read or bounded (disk full, folder removed), the database goes on.
  const listener = () => void (work = work.then(follow).catch(() => {}));
  watchFile(path, { interval: 1000, persistent: false }, listener);

  return {
    async open(use) {
      const file = await open(path, 'a');
      try {
        return use(file.fd);
      } finally {
        await file.close();
      }
    },
    size,
    async linesAfter(from) {
      const end = await size();
      const begin = from > end ? 0 : from;
      const text = (await read(path, Math.max(begin, end - EXCERPT.bytes), end)).toString();
      return text.trimEnd().split('\n').slice(-EXCERPT.lines).join('\n');
    },
    close() {
      unwatchFile(path, listener);
      listener();
    },
  };
}

/** The file itself stays, as a running PostgreSQL writes to it: its content is copied away and cut off. */
async function bound(path: string): Promise<void> {
  if ((await stat(path)).size < LIMIT) return;
  await rm(`${path}.1`, { force: true });
  await copyFile(path, `${path}.1`);
  await truncate(path);
}

async function read(path: string, from: number, to: number): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(Math.max(0, to - from)), 0, null, from);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
