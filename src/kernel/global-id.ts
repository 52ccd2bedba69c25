import { fromGlobalId as decode, toGlobalId as encode } from 'graphql-relay';
import type { RowType } from './entity-type.js';

/** The opaque id that clients see. */
export function toGlobalId(type: RowType, id: number): string {
  return encode(type, id);
}

/** The type and row id behind an opaque id; null where it is none. Only the very spelling that `toGlobalId` gives counts. */
export function fromGlobalId(globalId: string): { type: string; id: number } | null {
  const { type, id } = decode(globalId);
  if (!/^[1-9]\d{0,9}$/.test(id) || Number(id) > 2_147_483_647 || encode(type, id) !== globalId) return null;
  return { type, id: Number(id) };
}
