import type { Attack } from './attack.js';
import { documents } from './documents.js';
import { frames } from './frames.js';
import { handshakes } from './handshakes.js';
import { messages } from './messages.js';
import { requests } from './requests.js';

/** All attacks, by what is attacked. The tests make each of them once; `npm run hostile` measures what they cost. */
export const attacks = {
  'Who asks, and from where': handshakes,
  'Documents and variables': documents,
  'Messages': messages,
  'Frames': frames,
  'Requests': requests,
} satisfies Readonly<Record<string, readonly Attack[]>>;
