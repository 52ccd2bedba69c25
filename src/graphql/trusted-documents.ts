import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse, validate, type GraphQLSchema } from 'graphql';
import type { TrustedMode } from '../config.js';
import { documentIdOf } from '../kernel/document-id.js';
import type { Viewer } from '../kernel/viewer.js';

/** What a client says of its document: its text, its id, or both. */
export interface Named {
  readonly query?: unknown;
  readonly documentId?: unknown;
}

/** Documents that are known by an id: the pages' own, and those of the operator's folder. */
export class TrustedDocuments {
  private constructor(private readonly mode: TrustedMode, private readonly texts: ReadonlyMap<string, string>) {}

  /** Reads folders of `.graphql` files, and of `.json` manifests (ids to texts). Throws where one of them does not fit the schema. */
  static async load(mode: TrustedMode, folders: readonly string[], schema: GraphQLSchema): Promise<TrustedDocuments> {
    const texts = new Map<string, string>();
    for (const folder of folders) {
      for (const name of (await readdir(folder, { recursive: true })).toSorted()) {
        const file = join(folder, name);
        for (const [id, text] of await documentsIn(file)) {
          check(file, text, schema);
          texts.set(id, text).set(documentIdOf(text), text);
        }
      }
    }
    return new TrustedDocuments(mode, texts);
  }

  /** Whether this viewer may run nothing else. */
  areAllFor({ role }: Viewer): boolean {
    return this.mode === 'only' || (this.mode === 'only-screens' && role === 'SCREEN');
  }

  /** The text of what is named. */
  find({ query, documentId }: Named, viewer: Viewer): Found {
    const only = this.areAllFor(viewer);
    const hasText = query !== undefined && query !== null && query !== '';
    if (typeof documentId !== 'string' || this.mode === 'off') return only ? { refused: 'UNTRUSTED' } : { text: query };
    const text = this.texts.get(documentId);
    if (text === undefined) return only || !hasText ? { refused: 'UNKNOWN' } : { text: query };
    return hasText && query !== text ? { refused: 'DIFFERENT' } : { text };
  }
}

/** UNTRUSTED: it has no id, and must have one. UNKNOWN: there is none of this id. DIFFERENT: its text is not that of its id. */
export type Found = { readonly text: unknown; readonly refused?: undefined } | { readonly refused: 'UNTRUSTED' | 'UNKNOWN' | 'DIFFERENT' };

async function documentsIn(file: string): Promise<readonly (readonly [id: string, text: string])[]> {
  if (file.endsWith('.graphql')) {
    const text = await readFile(file, 'utf8');
    return [[documentIdOf(text), text]];
  }
  if (!file.endsWith('.json')) return [];
  const manifest: unknown = JSON.parse(await readFile(file, 'utf8'));
  const entries = Object.entries(manifest as object);
  if (!entries.every((entry): entry is [string, string] => typeof entry[1] === 'string')) throw new Error(`${file} is no manifest of trusted documents: it must hold texts by their ids.`);
  return entries;
}

function check(file: string, text: string, schema: GraphQLSchema): void {
  let trouble: string | undefined;
  try {
    trouble = validate(schema, parse(text))[0]?.message;
  } catch (error) {
    trouble = (error as Error).message;
  }
  if (trouble !== undefined) throw new Error(`The trusted document ${file} does not fit the schema: ${trouble}\nCorrect it, or take it out of the folder.`);
}
