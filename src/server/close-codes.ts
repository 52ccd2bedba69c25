/** Why the server closes a socket; clients rely on these numbers. */
export const CloseCode = {
  /** The server goes away: resume elsewhere, or here in a moment. */
  GOING_AWAY: 1012,
  /** A message that is none. */
  NO_MESSAGE: 4400,
  /** No token, or not a valid one, at `connection_init`. */
  UNAUTHENTICATED: 4401,
  /** The token expired, or a right was withdrawn. */
  FORBIDDEN: 4403,
  /** An operation with the id of one that goes on. */
  TAKEN_ID: 4409,
  /** The client did not keep up: resume with the last cursor. */
  TOO_SLOW: 4413,
  /** Too many operations or messages on one socket, sockets of one holder, or attempts without a valid token. */
  TOO_MUCH: 4429,
} as const;
