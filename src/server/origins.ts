import type { IncomingHttpHeaders } from 'node:http';

/**
 * Which pages may ask. Tokens come in a header or in `connection_init`, never in a cookie, so that no foreign page can ask in
 * somebody's name; that it may not ask at all keeps it from trying tokens through the browsers of an intranet.
 */
export class Origins {
  /** @param allowed beside the server's own pages: exact origins, `https://console.example.cn` */
  constructor(readonly allowed: readonly string[]) {}

  /** Whether the request comes from no page, from one of this server, or from an allowed one. */
  accept({ origin, host }: IncomingHttpHeaders): boolean {
    if (origin === undefined || this.allowed.includes(origin)) return true;
    if (!URL.canParse(origin)) return false;
    // Not by the scheme: a proxy before the server may end TLS.
    const url = new URL(origin);
    return url.origin === origin && url.host === host?.toLowerCase();
  }
}
