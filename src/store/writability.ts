import { sql, type Database } from './database.js';
import { isOutage, sqlState } from './errors.js';

/** Undoes what a probe wrote. */
class Undone extends Error {}

/**
 * Whether the database takes writes: a disk that is full, or a server that is read-only, still answers. Taken for granted until
 * a write fails for such a reason; from then on tried out whenever asked, since nobody may send another write.
 */
export class Writability {
  private doubted = false;

  constructor(private readonly db: Database) {}

  /** Notes a failure; what says nothing of the database is passed over. */
  failed(error: unknown): void {
    this.doubted ||= isOutage(error);
  }

  /** What is in the way, in PostgreSQL's words; null where nothing is. */
  async trouble(): Promise<string | null> {
    if (!this.doubted) return null;
    try {
      await this.tryOut();
      this.doubted = false;
      return null;
    } catch (error) {
      return sqlState(error) === undefined ? 'it cannot be reached' : (error as Error).message;
    }
  }

  /** Writes enough to need new space on the disk, and leaves none of it. */
  private async tryOut(): Promise<void> {
    await this.db.transaction().execute(async (tx) => {
      await sql`create temporary table writability on commit drop as select n, repeat(md5(n::text), 30) from generate_series(1, 1000) n`.execute(tx);
      throw new Undone();
    }).catch((error: unknown) => {
      if (!(error instanceof Undone)) throw error;
    });
  }
}
