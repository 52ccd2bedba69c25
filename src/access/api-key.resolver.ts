import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Mutation, Query, Resolver, Root } from 'type-graphql';
import { PageArgs, withSelection, type Page } from '../graphql/connection.js';
import { Context } from '../graphql/context.js';
import { payload } from '../graphql/user-error.js';
import { toGlobalId } from '../kernel/global-id.js';
import { done, type Outcome } from '../kernel/refusal.js';
import { regionById } from '../region/region.queries.js';
import { RegionType, type RegionRow } from '../region/region.type.js';
import { makeKey, rotateKey, withdrawKey, type MadeKey } from './api-key.commands.js';
import { keyById, readKeys } from './api-key.queries.js';
import { ApiKeyConnection, ApiKeyMakeInput, ApiKeyPayload, ApiKeyRotateInput, ApiKeySecretPayload, ApiKeyType, type ApiKeyRow } from './api-key.type.js';
import { isKept, newPrefix, newSecret, type Secret } from './secret.js';

@Resolver(() => ApiKeyType)
export class ApiKeyResolver {
  @Query(() => ApiKeyConnection, { description: 'The keys of other systems, newest first; for ADMIN. 接口密钥列表。' })
  apiKeys(
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('active', () => Boolean, { nullable: true, description: 'Only those that are good, or only those that are not any more.' }) active?: boolean | null,
  ): Promise<Page<ApiKeyRow>> {
    return readKeys(context, withSelection(page, info), { active });
  }

  @Mutation(() => ApiKeySecretPayload, { nullable: true, description: 'Makes a key for a system of another house. 创建密钥。' })
  async apiKeyMake(
    @Ctx() context: Context,
    @Arg('input', () => ApiKeyMakeInput, { description: 'The key.' }) input: ApiKeyMakeInput,
  ): Promise<unknown> {
    const regionIds = input.regionIds?.map((id, index) => context.id(id, 'Region', ['input', 'regionIds', String(index)])) ?? [];
    const secret = newSecret('ddk', newPrefix());
    return this.show(context, secret, await context.act('keepAccess', 'apiKeyMake', (tx) => makeKey(tx, context.sight, secret, { ...input, regionIds })));
  }

  @Mutation(() => ApiKeySecretPayload, { nullable: true, description: 'Makes another secret for a key, while the present one stays good for a while: nothing is refused in between. 更换密钥。' })
  async apiKeyRotate(
    @Ctx() context: Context,
    @Arg('id', () => ID, { description: 'Which key.' }) id: string,
    @Arg('input', () => ApiKeyRotateInput, { nullable: true, description: 'How long the present secret stays good.' }) input?: ApiKeyRotateInput | null,
  ): Promise<unknown> {
    const keyId = context.id(id, 'ApiKey', ['id']);
    const secret = newSecret('ddk', (await context.load(keyById, keyId))?.prefix ?? newPrefix());
    return this.show(context, secret, await context.act('keepAccess', 'apiKeyRotate', (tx) => rotateKey(tx, keyId, secret, input?.oldUntil ?? null)));
  }

  @Mutation(() => ApiKeyPayload, { nullable: true, description: 'Withdraws a key with all of its secrets; what is open with it is closed within a second. 吊销密钥。' })
  async apiKeyWithdraw(@Ctx() context: Context, @Arg('id', () => ID, { description: 'Which key.' }) id: string): Promise<unknown> {
    const keyId = context.id(id, 'ApiKey', ['id']);
    return this.answer(context, await context.act('keepAccess', 'apiKeyWithdraw', (tx) => withdrawKey(tx, keyId)));
  }

  @FieldResolver(() => ID)
  id(@Root() key: ApiKeyRow): string {
    return toGlobalId('ApiKey', key.id);
  }

  @FieldResolver(() => [RegionType], { description: 'It reports and sees only what lies in these or below; anywhere where there are none. 地区' })
  async regions(@Root() { regionIds }: ApiKeyRow, @Ctx() context: Context): Promise<RegionRow[]> {
    return (await Promise.all(regionIds.map((id) => context.load(regionById, id)))).filter((region) => region !== null);
  }

  private async show(context: Context, secret: Secret & { readonly text: string }, outcome: Outcome<MadeKey>): Promise<unknown> {
    if (outcome.refused) return { ...payload('apiKey', outcome, context.language), secret: null };
    const [id, hash] = outcome.done;
    return { ...payload('apiKey', done(await context.load(keyById, id)), context.language), secret: isKept(secret, hash) ? secret.text : null };
  }

  private async answer(context: Context, outcome: Outcome<number>): Promise<unknown> {
    return payload('apiKey', outcome.refused ? outcome : done(await context.load(keyById, outcome.done)), context.language);
  }
}
