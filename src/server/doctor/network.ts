import { isIP } from 'node:net';
import type { Config } from '../../config.js';
import { ok, wrong, type Finding } from './finding.js';

export function lookAtAddress({ host, port, publicUrl }: Pick<Config, 'host' | 'port' | 'publicUrl'>): Finding {
  const where = `${host}:${port}`;
  if (isLoopback(host)) return ok(`only this machine reaches ${where}`);
  if (publicUrl?.startsWith('https:')) return ok(`${where} is open to the network, and clients come by ${publicUrl}`);
  return wrong(
    `HOST is ${host}, so the network reaches the server without encryption${publicUrl ? `, and PUBLIC_URL is ${publicUrl}` : ''}.`,
    'Tokens and all data can be read on the way.',
    'Put a proxy with TLS in front, have the server listen on 127.0.0.1 or let only the proxy reach it, and set PUBLIC_URL to the https address that clients use.',
  );
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}
