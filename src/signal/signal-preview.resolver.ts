import { Arg, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import { Context } from '../graphql/context.js';
import { pageLimit } from '../graphql/connection.js';
import { failure } from '../graphql/failure.js';
import { payload } from '../graphql/user-error.js';
import { done, refuse } from '../kernel/refusal.js';
import { criteriaOf } from '../project/project.criteria.js';
import { projectById } from '../project/project.queries.js';
import { ProjectFilter, ProjectType, type ProjectRow } from '../project/project.type.js';
import { checkCurve, inOrder } from './seasonal-curve.commands.js';
import { checkRule, ruleData } from './signal-rule.commands.js';
import { SignalRuleSetInput } from './signal-settings.type.js';
import { toReason } from './signal.told.js';
import { SignalReasonType } from './signal.type.js';
import { readPreview } from './signal-preview.queries.js';
import { CurvePointInput, SignalPreviewChangeType, SignalPreviewPayload, SignalPreviewType, type PreviewChangeRow, type SignalPreviewRow } from './signal-preview.type.js';

@Resolver(() => SignalPreviewType)
export class SignalPreviewResolver {
  @Query(() => SignalPreviewPayload, { description: 'What lights would become, without setting anything; refused as the acts that set it would be. 规则试算。' })
  async signalPreview(
    @Ctx() context: Context,
    @Arg('rules', () => [SignalRuleSetInput], { defaultValue: [], description: 'Rules that are tried, each at most once; those left out are as they stand.' }) rules: SignalRuleSetInput[],
    @Arg('curve', () => [CurvePointInput], { nullable: true, description: 'A curve that is tried; the one that stands where it is left out.' }) curve?: CurvePointInput[] | null,
    @Arg('filter', () => ProjectFilter, { nullable: true, description: 'Which projects; all in the register where it is left out.' }) filter?: ProjectFilter | null,
  ): Promise<unknown> {
    context.need('previewRules');
    const tried = rules.map(ruleData);
    const twice = tried.findIndex(({ rule }, index) => tried.findIndex((other) => other.rule === rule) !== index);
    const bad = [
      ...(twice < 0 ? [] : refuse('NAMED_TWICE', ['rules', String(twice), 'rule'], { what: tried[twice]!.rule }).refused),
      ...tried.flatMap((rule, index) => checkRule(rule, ['rules', String(index)])),
      ...(curve ? checkCurve(curve, ['curve']) : []),
    ];
    if (bad.length > 0) return payload('signalPreview', { refused: bad }, context.language);
    return payload('signalPreview', done(await readPreview(context.db, criteriaOf(filter, context), tried, curve ? inOrder(curve) : null)), context.language);
  }

  @FieldResolver(() => [SignalPreviewChangeType], { description: 'Those that would show another colour, the worst new colour first. 变化项目' })
  changes(@Root() preview: SignalPreviewRow, @Ctx() context: Context, @Arg('first', () => Int, { defaultValue: 50, description: `How many at most, 0 to ${pageLimit}.` }) first: number): readonly PreviewChangeRow[] {
    if (first < 0 || first > pageLimit) throw failure('TOO_MANY', context.language, { most: pageLimit }, ['first']);
    return preview.changes.slice(0, first);
  }
}

@Resolver(() => SignalPreviewChangeType)
export class SignalPreviewChangeResolver {
  @FieldResolver(() => ProjectType, { description: 'The project. 项目' })
  project(@Root() change: PreviewChangeRow, @Ctx() context: Context): Promise<ProjectRow | null> {
    return context.load(projectById, change.projectId);
  }

  @FieldResolver(() => [SignalReasonType], { description: 'Why now. 现原因' })
  reasonsBefore(@Root() change: PreviewChangeRow, @Ctx() context: Context): SignalReasonType[] {
    return change.rulesBefore.map((fired) => toReason(fired, context.language));
  }

  @FieldResolver(() => [SignalReasonType], { description: 'Why then. 新原因' })
  reasonsAfter(@Root() change: PreviewChangeRow, @Ctx() context: Context): SignalReasonType[] {
    return change.rulesAfter.map((fired) => toReason(fired, context.language));
  }
}
