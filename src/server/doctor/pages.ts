import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { ok, wrong, type Finding } from './finding.js';

/** What would have a page load from elsewhere, by kind of file. Addresses that are only named, as of XML namespaces, are none. */
const loading: Readonly<Record<string, RegExp>> = {
  '.html': /\b(?:src|href|action|data-src)\s*=\s*["']?((?:https?:)?\/\/[^"'\s>]+)/gi,
  '.css': /(?:url\(\s*["']?|@import\s+["'])((?:https?:)?\/\/[^"')\s]+)/gi,
  '.js': /(?:\bimport\s*\(\s*|\bfrom\s*|\bfetch\s*\(\s*|\bimportScripts\s*\(\s*|new\s+(?:Worker|SharedWorker|WebSocket|EventSource)\s*\(\s*|\.(?:src|href)\s*=\s*|\.open\s*\(\s*["'`][A-Z]+["'`]\s*,\s*)["'`]((?:(?:https?|wss?):)?\/\/[^"'`]+)/g,
};

export async function lookAtPages(folder: string): Promise<Finding[]> {
  if (!existsSync(join(folder, 'index.html'))) {
    return [wrong(`There are no pages in ${folder}.`, 'Walls and the office find nothing at the server\'s address.', 'Run `npm run build`, then start again.')];
  }
  const outward = await outwardRequests(folder);
  if (outward.length === 0) return [ok('the pages are built, and load nothing from elsewhere')];
  return outward.map(({ file, address }) => wrong(`The page file ${file} would load ${address}.`, 'Where there is no internet the page stays incomplete, and elsewhere a stranger learns who looks.', 'Build the pages anew with `npm run build`; if it stays, take the address out of src/screen.'));
}

async function outwardRequests(folder: string): Promise<{ file: string; address: string }[]> {
  const files = (await readdir(folder, { recursive: true })).filter((file) => loading[extname(file)]);
  const found = await Promise.all(files.toSorted().map(async (file) => {
    const text = await readFile(join(folder, file), 'utf8');
    return [...text.matchAll(loading[extname(file)]!)].map(([, address]) => ({ file, address: address!.slice(0, 100) }));
  }));
  return found.flat();
}
