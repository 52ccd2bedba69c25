import { registerHooks } from 'node:module';
import type { Breakage } from './options.ts';

/** Loaded before a server that is to be broken: applies the patches that the environment names, each of which must fit once. */
const patches = JSON.parse(process.env['TORTURE_PATCHES']!) as NonNullable<Breakage['patches']>;

registerHooks({
  load(url, context, next) {
    const loaded = next(url, context);
    const fitting = patches.filter(({ file }) => url.endsWith(`/dist/${file}`));
    if (fitting.length === 0) return loaded;
    let source = String(loaded.source);
    for (const { find, put } of fitting) {
      if (source.split(find).length !== 2) throw new Error(`"${find}" does not stand once in ${url}: the server was changed, and this breakage does not fit any more.`);
      source = source.replace(find, put);
    }
    return { ...loaded, source };
  },
});
