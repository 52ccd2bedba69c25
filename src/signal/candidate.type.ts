import { Field, Float, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { connectionOf } from '../graphql/connection.js';
import { DateScalar } from '../graphql/scalars.js';
import { enumeration, type Word } from '../kernel/enumeration.js';
import { ProjectTier, Sector } from '../project/project.enums.js';
import { SignalColour, SignalUnit } from './signal.enums.js';
import type { FiredRule } from './signal.type.js';

export const CandidateKind = enumeration('STUCK', 'SLOW', 'MILESTONES_LATE', 'ISSUES_OVERDUE', 'ESCALATED');
export type CandidateKind = Word<typeof CandidateKind>;

registerEnumType(CandidateKind, {
  name: 'CandidateKind',
  description: 'Why a project should be taken up by a joint-handling meeting. 建议会办的原因。',
  valuesConfig: {
    STUCK: { description: 'The rule STUCK fires. 不走道' },
    SLOW: { description: 'The rule SLOW fires. 进展慢' },
    MILESTONES_LATE: { description: 'The rule MILESTONES_LATE fires. 节点滞后' },
    ISSUES_OVERDUE: { description: 'The rule ISSUES_OVERDUE fires. 问题逾期' },
    ESCALATED: { description: 'Issues that were raised to a higher level are not closed. 问题已提级' },
  },
});

@ObjectType('CandidateReason', { simpleResolvers: true, description: 'One reason in words and numbers. 建议原因。' })
export class CandidateReasonType {
  @Field(() => CandidateKind, { description: 'Which kind of reason. 类别' })
  kind!: CandidateKind;

  @Field(() => SignalColour, { description: 'How much it presses: the colour of the rule; of escalated issues red from the province\'s level on. 紧急程度' })
  colour!: SignalColour;

  @Field(() => DateScalar, { nullable: true, description: 'Since when. 起始日期' })
  since!: string | null;

  @Field(() => Float, { description: 'The number, in the unit. 测得值' })
  measure!: number;

  @Field(() => SignalUnit, { description: 'Unit of the measure. 单位' })
  unit!: SignalUnit;

  @Field(() => String, { description: 'For people, in the language of the request. 说明' })
  message!: string;

  @Field(() => String, { description: 'What the number was reckoned from, for people. 依据说明' })
  detail!: string;
}

@ObjectType('Candidate', { description: 'A project that the next joint-handling meeting should take up. 建议会办项目。' })
export class CandidateType {
  @Field(() => [CandidateKind], { simple: true, description: 'Every kind of reason there is, the most pressing first. 类别' })
  kinds!: CandidateKind[];

  @Field(() => SignalColour, { simple: true, description: 'The worst of its reasons. 紧急程度' })
  colour!: SignalColour;

  @Field(() => Int, { simple: true, description: 'Two for each red reason, one for each yellow one. 紧急分值' })
  urgency!: number;

  @Field(() => DateScalar, { nullable: true, simple: true, description: 'Since when the longest of its reasons lasts. 最早起始日期' })
  since!: string | null;
}

export interface CandidateRow extends CandidateType {
  /** The project's. */
  readonly id: number;
  readonly rules: readonly FiredRule[];
  readonly escalated: { readonly count: number; readonly since: string; readonly level: string } | null;
}

export const CandidateConnection = connectionOf('Candidate', CandidateType);

@InputType({ description: 'Which candidates; all parts narrow together. 建议会办筛选。' })
export class CandidateFilter {
  @Field(() => [CandidateKind], { nullable: true, description: 'With one of these reasons. 类别' })
  kind?: CandidateKind[] | null;

  @Field(() => ID, { nullable: true, description: 'In this region or below it. 所在地区（含下级）' })
  regionId?: string | null;

  @Field(() => ID, { nullable: true, description: 'This leader answers for it now, in whatever role. 服务员' })
  leaderId?: string | null;

  @Field(() => [ProjectTier], { nullable: true, description: 'Of one of these tiers. 级别' })
  tier?: ProjectTier[] | null;

  @Field(() => [Sector], { nullable: true, description: 'Of one of these sectors. 领域' })
  sector?: Sector[] | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether a meeting that is scheduled or runs, and that the viewer sees, still has to call it. 是否已列入议程' })
  onAgenda?: boolean | null;
}
