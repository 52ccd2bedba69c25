import { Arg, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Context } from '../graphql/context.js';
import { DateScalar } from '../graphql/scalars.js';
import { ProjectType, type ProjectRow } from '../project/project.type.js';
import { daysOfSignal, spanOf } from './signal-history.queries.js';
import { toChanges } from './signal-history.told.js';
import { SignalChangeType } from './signal-history.type.js';
import { checkedRules, firedRules } from './signal.queries.js';
import { toCheck, toReason } from './signal.told.js';
import { SignalCheckType, SignalType, type SignalRow } from './signal.type.js';

@Resolver(() => ProjectType)
export class SignalOfProjectResolver {
  @FieldResolver(() => SignalType, { description: 'Its light today, with the reasons. 亮灯' })
  async signal(@Root() project: ProjectRow, @Ctx() context: Context): Promise<SignalRow> {
    const fired = await context.load(firedRules, project.id);
    return { projectId: project.id, colour: fired[0]?.colour ?? 'GREEN', reasons: fired.map((rule) => toReason(rule, context.language)) };
  }

  @FieldResolver(() => [SignalChangeType], {
    description: 'How its light stood at the end of the first day, and then every day on which colour or rules changed, by the rules and figures of each day. At most 100 days. 亮灯历史',
  })
  async signalHistory(
    @Root() project: ProjectRow,
    @Ctx() context: Context,
    @Arg('from', () => DateScalar, { nullable: true, description: 'The first day; 30 days before `to` where it is left out.' }) from?: string | null,
    @Arg('to', () => DateScalar, { nullable: true, description: 'The last day; today where it is left out, and not later.' }) to?: string | null,
  ): Promise<SignalChangeType[]> {
    const span = await context.load(spanOf, { from: from ?? null, to: to ?? null });
    if ('refused' in span) throw span.refused(context.language);
    return toChanges(await context.load(daysOfSignal, { projectId: project.id, ...span }), context.language);
  }
}

@Resolver(() => SignalType)
export class SignalResolverOfChecks {
  @FieldResolver(() => [SignalCheckType], { description: 'Every rule with what it found, worst first; empty for a project that left the register. 规则核查' })
  async checks(@Root() signal: SignalRow, @Ctx() context: Context): Promise<SignalCheckType[]> {
    return (await context.load(checkedRules, signal.projectId)).map((checked) => toCheck(checked, context.language));
  }
}
