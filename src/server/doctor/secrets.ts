import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '../../config.js';
import { ok, unknown, wrong, type Finding } from './finding.js';

/** Words of examples and of those who put it off. */
const placeholder = /secret|change|example|default|password|please|0123456789|abcdefgh|qwerty|密钥|diaodu/i;
/** Fewer different characters than that were not drawn by lot: 32 random hexadecimal digits have 13 or 14. */
const variety = 10;

export async function lookAtSecrets({ dataDir, tokenSecret, cursorSecret }: Config): Promise<Finding[]> {
  const findings = [
    ...(tokenSecret === undefined ? [] : [lookAtSecret('TOKEN_SECRET', tokenSecret, 'make tokens of any role')]),
    ...(cursorSecret === undefined ? [] : [lookAtSecret('CURSOR_SECRET', cursorSecret, 'forge cursors')]),
  ];
  if (tokenSecret !== undefined && tokenSecret === cursorSecret) {
    findings.push(wrong('TOKEN_SECRET and CURSOR_SECRET are the same.', 'Whoever learns one has the other.', 'Set each to the output of its own `openssl rand -hex 32`.'));
  }
  if (tokenSecret === undefined || cursorSecret === undefined) findings.push(await lookAtFile(join(dataDir, 'secrets.json'), 'make tokens of any role'));
  const connection = await lookAtFile(join(dataDir, 'postgres/connection.json'), 'enter the embedded database as its superuser');
  return connection.state === 'unknown' ? findings : [...findings, connection];
}

function lookAtSecret(name: string, secret: string, power: string): Finding {
  if (new Set(secret).size >= variety && !placeholder.test(secret)) return ok(`${name} looks as if drawn by lot`);
  return wrong(`${name} can be guessed.`, `Whoever guesses it can ${power}.`, 'Set it to the output of `openssl rand -hex 32`, the same for all servers, and start them again.');
}

async function lookAtFile(path: string, power: string): Promise<Finding> {
  const found = await stat(path).catch(() => null);
  if (!found) return unknown(`${path} is not there yet: the first start makes it`);
  const mode = (found.mode & 0o777).toString(8).padStart(4, '0');
  if ((found.mode & 0o077) === 0) return ok(`${path} is for its owner's eyes only`);
  return wrong(`${path} can be read by others (mode ${mode}).`, `Whoever reads it can ${power}.`, `Do: chmod 600 '${path}'; and if somebody may have read it, make it anew.`);
}
