import { MessageType } from 'graphql-ws';
import { Undertaking } from '../store/undertaking.js';

/** A message that takes an operation back is shorter than this: its id has 128 characters at most, each as `\u....` at worst. */
const longestComplete = 1_000;

/** The queries and mutations that a socket's client waits for. */
export class Running {
  /** Made when it is needed: most sockets only subscribe. */
  private undertakings: Map<string, Undertaking> | undefined;
  private ended = false;

  async run<T>(id: string, limit: number, work: () => T | Promise<T>): Promise<T> {
    const undertaking = new Undertaking(limit);
    const undertakings = (this.undertakings ??= new Map());
    undertakings.set(id, undertaking);
    if (this.ended) undertaking.end();
    try {
      return await undertaking.run(work);
    } finally {
      undertaking.finish();
      if (undertakings.get(id) === undertaking) undertakings.delete(id);
    }
  }

  /** Whether an operation of this id goes on, also one that was taken back and has not ended yet. */
  has(id: string): boolean {
    return this.undertakings?.has(id) ?? false;
  }

  /** A message from the client, before graphql-ws reads it, which tells nobody that a query is not waited for any more. */
  hear(message: string): void {
    if (!this.undertakings?.size || message.length > longestComplete || !message.includes(MessageType.Complete)) return;
    const { type, id } = parsed(message);
    if (type === MessageType.Complete) this.undertakings.get(String(id))?.end();
  }

  /** The socket has gone. */
  end(): void {
    this.ended = true;
    for (const undertaking of this.undertakings?.values() ?? []) undertaking.end();
  }
}

/** What is no message is answered by graphql-ws. */
function parsed(message: string): { readonly type?: unknown; readonly id?: unknown } {
  try {
    return (JSON.parse(message) as object | null) ?? {};
  } catch {
    return {};
  }
}
