import { createHmac, timingSafeEqual } from 'node:crypto';
import { parseSnapshot, type Snapshot } from './snapshot.js';

/** What a cursor says of its holder: where it stands, in which log, and with which rights. */
export interface CursorContent {
  readonly epoch: string;
  readonly snapshot: Snapshot;
  /** The sight that the holder had; another one makes the cursor worthless. */
  readonly sight: string;
}

/** Opaque, tamper-evident cursors: content and signature, base64url. */
export class CursorSeal {
  constructor(private readonly secret: string) {}

  seal({ epoch, snapshot, sight }: CursorContent): string {
    const content = Buffer.from(JSON.stringify([epoch, snapshot.text, sight])).toString('base64url');
    return `${content}.${this.sign(content)}`;
  }

  /** Null for whatever this seal did not make. */
  open(cursor: string): CursorContent | null {
    const [content, signature, ...rest] = cursor.split('.');
    if (!content || !signature || rest.length > 0) return null;
    const expected = Buffer.from(this.sign(content));
    const given = Buffer.from(signature);
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
    const [epoch, text, sight] = JSON.parse(Buffer.from(content, 'base64url').toString()) as [string, string, string];
    const snapshot = parseSnapshot(text);
    return snapshot && { epoch, snapshot, sight };
  }

  private sign(content: string): string {
    return createHmac('sha256', this.secret).update(content).digest('base64url').slice(0, 22);
  }
}

/** Whether a text can be a cursor at all; one that cannot is a mistake of the caller, not an old cursor. */
export function looksLikeCursor(text: string): boolean {
  return /^[\w-]{8,4096}\.[\w-]{22}$/.test(text);
}
