import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Query, Resolver, Root } from 'type-graphql';
import { withSelection, type Page } from '../graphql/connection.js';
import { Context } from '../graphql/context.js';
import { MoneyUnit } from '../graphql/enums.js';
import { MoneyScalar } from '../graphql/scalars.js';
import { wordsOf } from '../kernel/enumeration.js';
import { toGlobalId } from '../kernel/global-id.js';
import { fromYuan } from '../kernel/money.js';
import { may, rolesOf } from '../kernel/rights.js';
import { projectById } from '../project/project.queries.js';
import { ProjectType, type ProjectRow } from '../project/project.type.js';
import { unitById } from '../unit/unit.queries.js';
import { UnitType, type UnitRow } from '../unit/unit.type.js';
import { PermitKindType, PermitRulesType, type PermitKindRow, type PermitRulesRow } from './permit-kind.type.js';
import { readPermits } from './permit-list.queries.js';
import { lifecycle, PermitAct, statesOf } from './permit.lifecycle.js';
import { kindsOf, papersOf, readPermitRules } from './permit.queries.js';
import { PermitActRuleType, PermitConnection, PermitPaperType, PermitsArgs, PermitType, PermitWaitType, type PaperRow, type PermitRow, type PermitWaitRow } from './permit.type.js';

@Resolver(() => PermitType)
export class PermitResolver {
  @Query(() => PermitConnection, { description: 'The permits of the projects that the viewer sees. 手续清单。' })
  permits(@Ctx() context: Context, @Info() info: GraphQLResolveInfo, @Args(() => PermitsArgs) wanted: PermitsArgs): Promise<Page<PermitRow>> {
    return readPermits(context, withSelection(wanted, info));
  }

  @Query(() => [PermitActRuleType], { description: 'Everything that can be done to a permit: by whom, from which state, to which. 手续办理规则。' })
  permitActs(): PermitActRuleType[] {
    return wordsOf(PermitAct).map((act) => {
      const { mutation, leads, right, says } = lifecycle[act];
      const from = statesOf(act);
      const moved = [...new Set(from.map((state) => leads[state]))];
      return { act, mutation, from, to: moved.length === 1 ? moved[0]! : null, roles: rolesOf(right), says };
    });
  }

  @FieldResolver(() => ID)
  id(@Root() permit: PermitRow): string {
    return toGlobalId('Permit', permit.id);
  }

  @FieldResolver(() => PermitKindType, { description: 'What is permitted. 种类' })
  async kind(@Root() permit: PermitRow, @Ctx() context: Context): Promise<PermitKindRow> {
    return (await kindsOf(context)).get(permit.kindId)!;
  }

  @FieldResolver(() => UnitType, { description: 'The unit that grants it. 审批单位' })
  authority(@Root() permit: PermitRow, @Ctx() context: Context): Promise<UnitRow | null> {
    return context.load(unitById, permit.authorityId);
  }

  @FieldResolver(() => ProjectType, { nullable: true, description: 'Of which project. 项目' })
  project(@Root() permit: PermitRow, @Ctx() context: Context): Promise<ProjectRow | null> {
    return context.load(projectById, permit.projectId);
  }

  @FieldResolver(() => PermitWaitType, { nullable: true, description: 'Where it waits now; null where no authority has it in hand. 当前卡点' })
  waiting(@Root() permit: PermitRow): PermitWaitRow | null {
    return permit.waiting;
  }

  @FieldResolver(() => [PermitPaperType], { description: 'Papers that follow later, the first due first; those that came are among them. 容缺后补材料' })
  papers(@Root() permit: PermitRow, @Ctx() context: Context): Promise<PaperRow[]> {
    return context.load(papersOf, permit.id);
  }

  @FieldResolver(() => [PermitAct], { description: 'What this viewer may do to it now; the act itself looks again. 可办动作' })
  async actions(@Root() permit: PermitRow, @Ctx() context: Context): Promise<PermitAct[]> {
    const { sight, viewer } = context;
    if (sight.kind === 'UNIT' && sight.unitId !== permit.authorityId) return [];
    const open = wordsOf(PermitAct).filter((act) => may(viewer, lifecycle[act].right) && lifecycle[act].leads[permit.state] !== null);
    const [kinds, papers] = await Promise.all([kindsOf(context), open.includes('DELIVER_PAPER') ? context.load(papersOf, permit.id) : []]);
    return open.filter((act) => {
      if (act === 'DEFER_PAPER') return kinds.get(permit.kindId)!.papersMayFollow;
      return act !== 'DELIVER_PAPER' || papers.some(({ deliveredOn }) => deliveredOn === null);
    });
  }
}

@Resolver(() => PermitWaitType)
export class PermitWaitResolver {
  @FieldResolver(() => UnitType, { nullable: true, description: 'Which unit has it in hand. 单位' })
  unit(@Root() wait: PermitWaitRow, @Ctx() context: Context): Promise<UnitRow | null> {
    return context.load(unitById, wait.unitId);
  }
}

@Resolver(() => PermitPaperType)
export class PermitPaperResolver {
  @FieldResolver(() => ID, { description: 'Names it when it is delivered.' })
  id(@Root() paper: PaperRow): string {
    return toGlobalId('PermitPaper', paper.id);
  }

  @FieldResolver(() => PermitKindType, { nullable: true, description: 'The kind of permit that it is itself; null for other papers. 所属手续种类' })
  async permitKind(@Root() paper: PaperRow, @Ctx() context: Context): Promise<PermitKindRow | null> {
    return paper.permitKindId === null ? null : (await kindsOf(context)).get(paper.permitKindId)!;
  }
}

@Resolver(() => PermitKindType)
export class PermitKindResolver {
  @Query(() => [PermitKindType], { description: 'What projects may have to be permitted, in order. 手续种类。' })
  async permitKinds(@Ctx() context: Context): Promise<PermitKindRow[]> {
    return [...(await kindsOf(context)).values()];
  }

  @FieldResolver(() => UnitType, { nullable: true, description: 'Who grants it where a permit names no other; null where the city has not said so. 审批单位' })
  authority(@Root() kind: PermitKindRow, @Ctx() context: Context): Promise<UnitRow | null> {
    return kind.authorityId === null ? Promise.resolve(null) : context.load(unitById, kind.authorityId);
  }

  @FieldResolver(() => [PermitKindType], { description: 'What must be granted before it is applied for. 前置手续' })
  async after(@Root() kind: PermitKindRow, @Ctx() context: Context): Promise<PermitKindRow[]> {
    return [...(await kindsOf(context)).values()].filter(({ code }) => kind.afterCodes.includes(code));
  }
}

@Resolver(() => PermitRulesType)
export class PermitRulesResolver {
  @Query(() => PermitRulesType, { description: 'What the city has set for all permits. 手续办理规则设定。' })
  permitRules(@Ctx() context: Context): Promise<PermitRulesRow> {
    return readPermitRules(context.db);
  }

  @FieldResolver(() => MoneyScalar, { description: 'From which total investment on an industry project may commit itself. 承诺制投资门槛' })
  commitmentFrom(@Root() rules: PermitRulesRow, @Arg('unit', () => MoneyUnit, { defaultValue: 'YI', description: 'In what the amount is said. 金额单位' }) unit: MoneyUnit): string {
    return fromYuan(rules.commitmentFrom, unit);
  }
}
