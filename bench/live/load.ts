import { answer } from './answer.js';
import { Crowd, type Expected, type Opening } from './crowd.js';
import type { Arrivals } from './latencies.js';

/** The load generator: a process of its own, so that its work is not taken for the server's. */
const crowd = new Crowd();

/** What the load generator has received so far; of messages that bear data. */
export interface Received {
  readonly messages: number;
  readonly sampled: number;
  /** On the wire, of the lines that stand. */
  readonly bytes: number;
}

answer({
  open: (opening: Opening) => crowd.open(opening),
  reach: (expected: Expected) => crowd.reach(expected),
  latencies: (arrivals: Arrivals) => crowd.latencies(arrivals),
  received: (): Received => ({ messages: crowd.messages, sampled: crowd.sampled, bytes: crowd.bytes }),
  sizes: () => crowd.sizes,
  close: () => crowd.close(),
});
process.once('SIGTERM', () => process.exit(0));
process.send!('ready');
