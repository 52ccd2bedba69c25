import type { Attack } from './attack.js';
import { documents } from './documents.js';
import { frames } from './frames.js';
import { messages } from './messages.js';

/** All attacks, by what is attacked. The tests make each of them once; `npm run hostile` measures what they cost. */
export const attacks = {
  'Documents and variables': documents,
  'Messages': messages,
  'Frames': frames,
} satisfies Readonly<Record<string, readonly Attack[]>>;
