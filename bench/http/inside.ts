import { monitorEventLoopDelay } from 'node:perf_hooks';

/**
 * Loaded into the built server before it (`--import`): tells how long its event loop was held up at most since it was last
 * asked. Run by Node.js itself, which strips the types.
 */
const resolution = 1;
const delays = monitorEventLoopDelay({ resolution });
delays.enable();
process.on('message', () => {
  // The timer's own period is a part of each delay.
  const longest = Math.max(0, delays.max / 1e6 - resolution);
  delays.reset();
  process.send!(longest);
});
process.on('disconnect', () => process.exit(0));
// What the server says to a terminal would stand between the figures.
console.log = () => {};
process.send!('loaded');
