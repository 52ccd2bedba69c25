import { toGlobalId } from '../../src/kernel/global-id.js';
import type { Data } from '../support/city.js';

/** Whatever answers operations of an ADMIN: the acts that let somebody in and send them away. */
export interface Asking {
  get(token: string, query: string, variables?: Record<string, unknown>): Promise<Data>;
}

export class Acts {
  constructor(private readonly at: Asking, private readonly admin: string) {}

  async grant(input: Record<string, unknown>): Promise<Data> {
    return (await this.act('mutation ($input: AccessGrantMakeInput!) { it: accessGrantMake(input: $input) { accessGrant { id role region { code } madeBy } userErrors { code path } } }', { input })).accessGrant;
  }

  async endGrant(id: string): Promise<void> {
    await this.act('mutation ($id: ID!) { it: accessGrantEnd(id: $id) { accessGrant { endedAt } userErrors { code path } } }', { id });
  }

  async key(input: Record<string, unknown>): Promise<{ id: string; prefix: string; secret: string }> {
    const { apiKey, secret } = await this.act('mutation ($input: ApiKeyMakeInput!) { it: apiKeyMake(input: $input) { apiKey { id prefix } secret userErrors { code path } } }', {
      input: { name: '县平台', system: 'county-platform', acts: ['REPORT_ISSUES'], expiresAt: inHours(24), ...input },
    });
    return { ...apiKey, secret };
  }

  async rotate(id: string, oldUntil?: string): Promise<string> {
    return (await this.act('mutation ($id: ID!, $input: ApiKeyRotateInput) { it: apiKeyRotate(id: $id, input: $input) { apiKey { id } secret userErrors { code path } } }', { id, input: { oldUntil } })).secret;
  }

  async withdrawKey(id: string): Promise<void> {
    await this.act('mutation ($id: ID!) { it: apiKeyWithdraw(id: $id) { apiKey { withdrawnAt } userErrors { code path } } }', { id });
  }

  async approve(input: Record<string, unknown>): Promise<string> {
    return (await this.act('mutation ($input: ScreenApproveInput!) { it: screenApprove(input: $input) { screen { id } userErrors { code path } } }', { input: { name: '一号屏', ...input } })).screen.id;
  }

  async withdrawScreen(id: string): Promise<void> {
    await this.act('mutation ($id: ID!) { it: screenWithdraw(id: $id) { screen { withdrawnAt } userErrors { code path } } }', { id });
  }

  async withdraw(subject: string): Promise<void> {
    await this.act('mutation ($input: AccessWithdrawInput!) { it: accessWithdraw(input: $input) { withdrawal { before } userErrors { code path } } }', { input: { subject, reason: '离岗' } });
  }

  /** Does it; what is refused is an error here. */
  private async act(mutation: string, variables: Record<string, unknown>): Promise<Data> {
    const { it } = await this.at.get(this.admin, mutation, variables);
    if (it.userErrors.length > 0) throw new Error(JSON.stringify(it.userErrors));
    return it;
  }
}

export function inHours(hours: number): string {
  return new Date(Date.now() + hours * 3_600_000).toISOString();
}

export const formBody = (fields: Record<string, string>): RequestInit => ({
  method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams(fields).toString(),
});

export const pollBody = (device: string): RequestInit => formBody({ grant_type: 'urn:ietf:params:oauth:grant-type:device_code', device_code: device });

export const regionId = (id: number): string => toGlobalId('Region', id);
