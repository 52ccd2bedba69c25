import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Mutation, Query, Resolver, Root } from 'type-graphql';
import { PageArgs, withSelection, type Page } from '../graphql/connection.js';
import { Context } from '../graphql/context.js';
import { payload } from '../graphql/user-error.js';
import { toGlobalId } from '../kernel/global-id.js';
import { done, type Outcome } from '../kernel/refusal.js';
import { leaderById } from '../leader/leader.queries.js';
import { LeaderType, type LeaderRow } from '../leader/leader.type.js';
import { regionById } from '../region/region.queries.js';
import { RegionType, type RegionRow } from '../region/region.type.js';
import { unitById } from '../unit/unit.queries.js';
import { UnitType, type UnitRow } from '../unit/unit.type.js';
import { endGrant, makeGrant } from './access-grant.commands.js';
import { grantById, readGrants } from './access-grant.queries.js';
import { AccessGrantConnection, AccessGrantMakeInput, AccessGrantPayload, AccessGrantType, type AccessGrantRow } from './access-grant.type.js';

@Resolver(() => AccessGrantType)
export class AccessGrantResolver {
  @Query(() => AccessGrantConnection, { description: 'Who of an outside issuer may do what, newest first; for ADMIN. 授权列表。' })
  accessGrants(
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('active', () => Boolean, { nullable: true, description: 'Only those that stand, or only those that do not.' }) active?: boolean | null,
  ): Promise<Page<AccessGrantRow>> {
    return readGrants(context, withSelection(page, info), { active });
  }

  @Mutation(() => AccessGrantPayload, { nullable: true, description: 'Gives a person of an outside issuer a role here. 授权。' })
  async accessGrantMake(
    @Ctx() context: Context,
    @Arg('input', () => AccessGrantMakeInput, { description: 'Who and what.' }) input: AccessGrantMakeInput,
  ): Promise<unknown> {
    const data = {
      ...input,
      regionId: context.optionalId(input.regionId, 'Region', ['input', 'regionId']),
      unitId: context.optionalId(input.unitId, 'Unit', ['input', 'unitId']),
      leaderId: context.optionalId(input.leaderId, 'Leader', ['input', 'leaderId']),
    };
    return this.answer(context, await context.act('keepAccess', 'accessGrantMake', (tx) => makeGrant(tx, context.sight, data)));
  }

  @Mutation(() => AccessGrantPayload, { nullable: true, description: 'Ends a grant; what its person has open is closed within a second. A role is changed by ending it and making another. 终止授权。' })
  async accessGrantEnd(@Ctx() context: Context, @Arg('id', () => ID, { description: 'Which grant.' }) id: string): Promise<unknown> {
    const grantId = context.id(id, 'AccessGrant', ['id']);
    return this.answer(context, await context.act('keepAccess', 'accessGrantEnd', (tx) => endGrant(tx, grantId)));
  }

  @FieldResolver(() => ID)
  id(@Root() grant: AccessGrantRow): string {
    return toGlobalId('AccessGrant', grant.id);
  }

  @FieldResolver(() => RegionType, { nullable: true, description: 'The region that it is narrowed to. 地区' })
  region(@Root() { regionId }: AccessGrantRow, @Ctx() context: Context): Promise<RegionRow | null> {
    return regionId === null ? Promise.resolve(null) : context.load(regionById, regionId);
  }

  @FieldResolver(() => UnitType, { nullable: true, description: 'The unit that the person works for. 单位' })
  unit(@Root() { unitId }: AccessGrantRow, @Ctx() context: Context): Promise<UnitRow | null> {
    return unitId === null ? Promise.resolve(null) : context.load(unitById, unitId);
  }

  @FieldResolver(() => LeaderType, { nullable: true, description: 'The leader that the person is. 领导' })
  leader(@Root() { leaderId }: AccessGrantRow, @Ctx() context: Context): Promise<LeaderRow | null> {
    return leaderId === null ? Promise.resolve(null) : context.load(leaderById, leaderId);
  }

  private async answer(context: Context, outcome: Outcome<number>): Promise<unknown> {
    return payload('accessGrant', outcome.refused ? outcome : done(await context.load(grantById, outcome.done)), context.language);
  }
}
