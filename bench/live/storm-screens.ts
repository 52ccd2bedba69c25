import { setTimeout as delay } from 'node:timers/promises';
import { waitBefore } from '../../src/screen/live.js';
import { openLine, type Line, type Wish } from './line.js';

/** What the screens are told at their start. */
export interface Orders {
  readonly url: string;
  readonly count: number;
  /** Screens take these in turn. */
  readonly wishes: readonly Wish[];
}

/** Drops all sockets at once; a screen is right again when its state holds the mark. */
export interface Drop {
  readonly mark: string;
}

export interface Recovery {
  /** From the drop until each screen was right, milliseconds, rising. */
  readonly times: readonly number[];
  readonly attempts: number;
  readonly bytes: number;
}

/** Many wall screens in this one process, which reconnect as the wall does. */
class Screens {
  private readonly lines: Line[] = [];
  private dropped = performance.now();
  private mark = '';
  private seen = new Map<number, number>();
  private attempts = 0;
  private bytes = 0;
  private resolve: () => void = () => {};

  constructor(private readonly orders: Orders) {}

  /** Until every screen holds a state with the mark. */
  async until(mark: string): Promise<void> {
    this.mark = mark;
    this.seen = new Map();
    await new Promise<void>((resolve) => (this.resolve = resolve));
  }

  async open(): Promise<void> {
    const all = this.until('"revision"');
    for (let number = 0; number < this.orders.count; number += 1) {
      this.connect(number);
      if (number % 50 === 49) await delay(20);
    }
    await all;
  }

  async drop({ mark }: Drop): Promise<Recovery> {
    this.dropped = performance.now();
    this.attempts = this.bytes = 0;
    const right = this.until(mark);
    for (const { socket } of this.lines) socket.terminate();
    await right;
    return { times: [...this.seen.values()].toSorted((a, b) => a - b), attempts: this.attempts, bytes: this.bytes };
  }

  private connect(number: number, failures = 0): void {
    this.attempts += 1;
    const { url, wishes } = this.orders;
    this.lines[number] = openLine(url, wishes[number % wishes.length]!, {
      message: (data) => {
        this.bytes += data.length;
        if (!this.seen.has(number) && data.includes(this.mark)) this.seen.set(number, performance.now() - this.dropped);
        if (this.seen.size === this.orders.count) this.resolve();
      },
      closed: (_code, _reason, acknowledged) => setTimeout(() => this.connect(number, acknowledged ? 0 : failures + 1), waitBefore(acknowledged ? 0 : failures)),
    });
  }
}

let screens: Screens;
process.on('message', async (message: Orders | Drop) => {
  if ('mark' in message) {
    process.send!(await screens.drop(message));
  } else {
    screens = new Screens(message);
    await screens.open();
    process.send!('open');
  }
});
process.on('disconnect', () => process.exit(0));
process.send!('ready');
