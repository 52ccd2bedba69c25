/** Counts what comes within each second. */
export class Pace {
  private second = 0;
  private count = 0;

  constructor(private readonly most: number) {}

  /** One more; whether that is too many for this second. */
  exceeded(): boolean {
    const second = Math.floor(performance.now() / 1_000);
    if (second !== this.second) [this.second, this.count] = [second, 0];
    this.count += 1;
    return this.count > this.most;
  }
}
