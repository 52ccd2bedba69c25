import { expect, test } from 'vitest';
import { ConfigError, readConfig } from '../../src/config.js';

test('[ID54] the settings of the issuer belong together: one that lacks another is named', () => {
  const issuer = { OIDC_ISSUER: 'https://id.city/realms/x', OIDC_AUDIENCE: 'diaodu' };
  expect(readConfig(issuer).oidc).toEqual({ issuer: issuer.OIDC_ISSUER, audience: 'diaodu', client: null });
  expect(readConfig({ ...issuer, OIDC_CLIENT_ID: 'c' }).oidc?.client).toEqual({ id: 'c', secret: undefined });
  expect(readConfig({ PUBLIC_URL: 'https://diaodu.city/' })).toMatchObject({ oidc: undefined, publicUrl: 'https://diaodu.city' });
  const wrong: [Record<string, string>, string][] = [
    [{ OIDC_ISSUER: issuer.OIDC_ISSUER }, 'OIDC_AUDIENCE'], [{ OIDC_AUDIENCE: 'x' }, 'OIDC_ISSUER'], [{ OIDC_CLIENT_ID: 'x' }, 'OIDC_ISSUER'],
    [{ ...issuer, OIDC_CLIENT_SECRET: 'x' }, 'OIDC_CLIENT_ID'], [{ ...issuer, OIDC_ISSUER: 'city' }, 'OIDC_ISSUER'], [{ PUBLIC_URL: 'ftp://x' }, 'PUBLIC_URL'],
  ];
  for (const [settings, named] of wrong) {
    expect(() => readConfig(settings)).toThrow(ConfigError);
    expect(() => readConfig(settings)).toThrow(`  ${named}: `);
  }
});
