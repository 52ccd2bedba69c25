import { createHash } from 'node:crypto';
import type pg from 'pg';
import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import type { Store } from '../store/database.js';

export interface RatesOptions {
  readonly ratePerMinute: number;
  readonly failedLoginsPerMinute: number;
  /** Told where the database could not be asked; this node's own counts hold then. */
  readonly onError: (error: unknown) => void;
}

const minute = 60;

/** Screens that an address may have ask for a code in a minute, at each node: each leaves a row for ten minutes. */
const screensAMinute = 60;

/** The part of a holder's minute that a node lets pass before it tells the others. */
const blocksAMinute = 50;

/**
 * What a holder of tokens may ask for in a minute. Each node counts for itself, at once and without a statement; of what it let
 * pass it tells the database block by block, beside the requests, and where the sum of all nodes is over the limit it lets
 * nothing pass until the minute is over. So the limit holds to within a block for each node, and what is under way.
 */
export class Rates {
  private readonly here: RateLimiterMemory;
  private readonly everywhere: RateLimiterPostgres;
  private readonly failures: RateLimiterMemory;
  private readonly screens: RateLimiterMemory;
  private readonly block: number;

  private constructor(pool: pg.Pool, private readonly options: RatesOptions) {
    const points = options.ratePerMinute;
    this.here = new RateLimiterMemory({ points, duration: minute });
    this.everywhere = new RateLimiterPostgres({ storeClient: pool, storeType: 'pool', points, duration: minute, tableName: 'rate_limit', tableCreated: true });
    this.failures = new RateLimiterMemory({ points: options.failedLoginsPerMinute, duration: minute });
    this.screens = new RateLimiterMemory({ points: screensAMinute, duration: minute });
    this.block = Math.ceil(points / blocksAMinute);
  }

  static async open({ orm }: Store, options: RatesOptions): Promise<Rates> {
    return new Rates(await orm.em.getConnection().getNativeClient() as unknown as pg.Pool, options);
  }

  /** Seconds until the holder may ask again; null where it may now, which is counted. */
  async spend(holder: string, price: number): Promise<number | null> {
    try {
      const { consumedPoints } = await this.here.consume(holder, price);
      const blocks = Math.floor(consumedPoints / this.block) - Math.floor((consumedPoints - price) / this.block);
      if (blocks > 0) void this.tell(holder, blocks * this.block);
      return null;
    } catch (refused) {
      return secondsOf(refused);
    }
  }

  /** Counts what came without a valid credential from an address; seconds until it may try again, or null. Nobody else is refused for it. */
  fail(address: string): Promise<number | null> {
    return consumed(this.failures, address);
  }

  /** Counts a screen that asks to be let in, by its address; seconds until another one may, or null. */
  showCode(address: string): Promise<number | null> {
    return consumed(this.screens, address);
  }

  private async tell(holder: string, points: number): Promise<void> {
    try {
      // Of any length, and no name in a table.
      await this.everywhere.consume(createHash('sha256').update(holder).digest('base64url'), points);
    } catch (refused) {
      if (!(refused instanceof RateLimiterRes)) return this.options.onError(refused);
      await this.here.block(holder, secondsOf(refused));
    }
  }
}

async function consumed(limiter: RateLimiterMemory, key: string): Promise<number | null> {
  try {
    await limiter.consume(key);
    return null;
  } catch (refused) {
    return secondsOf(refused);
  }
}

function secondsOf(refused: unknown): number {
  if (!(refused instanceof RateLimiterRes)) throw refused;
  return Math.max(1, Math.ceil(refused.msBeforeNext / 1_000));
}
