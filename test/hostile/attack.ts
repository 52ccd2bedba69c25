import type { Data } from '../support/city.js';
import { openSocket, type SocketClient } from '../support/socket.js';

/** Who is attacked. */
export interface Target {
  /** http://host:port */
  readonly url: string;
  /** Of an administrator: what is refused him is refused everybody. */
  readonly token: string;
}

/** One side of an attack: does it, and says in a word or two what came of it. */
export interface Side {
  /** What has to come of it. */
  readonly answer: string | RegExp;
  readonly attempt: (target: Target) => Promise<string>;
}

/** The same attack over the transports where it exists. */
export interface Attack {
  readonly what: string;
  readonly http?: Side;
  readonly socket?: Side;
}

/** An operation as a client sends it; `text` where it is no JSON of ours. */
export type Operation = { readonly query: string; readonly variables?: unknown; readonly operationName?: unknown; readonly extensions?: unknown };

export const socketUrl = ({ url }: Target): string => `${url.replace('http', 'ws')}/graphql`;

/** A socket that has said who it is. */
export const signedIn = (target: Target): Promise<SocketClient> => openSocket(socketUrl(target), { authorization: `Bearer ${target.token}` });

/** One POST; the answer is the code of its first error, or `data`. */
export async function post({ url, token }: Target, body: string | Uint8Array<ArrayBuffer>, headers: Readonly<Record<string, string>> = {}): Promise<string> {
  const response = await fetch(`${url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, ...headers }, body });
  return codeOf(JSON.parse(await response.text()));
}

export function codeOf({ errors }: Data): string {
  return errors ? errors[0].extensions.code : 'data';
}

/** One message with an operation, as its text stands; the code of its first error, `data`, or the close code. */
export async function message(target: Target, text: (id: string) => string): Promise<string> {
  const client = await signedIn(target);
  try {
    client.socket.send(text('attack'));
    return await Promise.race([client.next('attack').then(said), client.closed.then(({ code }) => `close ${code}`)]).catch(async () => `close ${(await client.closed).code}`);
  } finally {
    client.socket.terminate();
  }
}

function said({ type, payload }: Data): string {
  return type === 'error' ? codeOf({ errors: payload }) : codeOf(payload);
}

/** An operation over both transports, which must answer it with the same code. */
export function operation(what: string, made: () => Operation, code: Side['answer']): Attack {
  return {
    what,
    http: { answer: code, attempt: (target) => post(target, JSON.stringify(made())) },
    socket: { answer: code, attempt: (target) => message(target, (id) => JSON.stringify({ id, type: 'subscribe', payload: made() })) },
  };
}
