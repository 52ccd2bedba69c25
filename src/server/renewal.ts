import type { Authenticator } from './authenticate.js';
import type { Admitted, Guard, Guest } from './guard.js';
import { meaningOf } from './resolve.js';

/** Lets a guest in again by another credential of the same holder that gives the same; or says why it stays as it was. */
export async function renew(
  guard: Guard, authenticator: Authenticator, before: Admitted | undefined, authorization: unknown, guest: Guest,
): Promise<{ readonly admitted: Admitted } | { readonly reason: string }> {
  if (!before) return { reason: 'say who you are with connection_init first' };
  const admitted = await guard.admit(() => authenticator.authenticate(authorization), guest);
  if (admitted === null || 'stranger' in admitted) return { reason: 'no valid token' };
  if (meaningOf(admitted.known) === meaningOf(before.known)) return { admitted };
  admitted.release();
  return { reason: 'the token is of another holder, or gives other rights: connect anew with it' };
}
