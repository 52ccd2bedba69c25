import { Field, Float, InputType, Int, ObjectType } from 'type-graphql';
import { Node, type Row } from '../graphql/node.js';
import { payloadOf } from '../graphql/user-error.js';
import { ProjectOrigin, ProjectStage, ProjectTier, Sector } from '../project/project.enums.js';
import { ProgressSign, SignalRule, SignalUnit } from './signal.enums.js';

@ObjectType('SignalRuleSetting', { simpleResolvers: true, description: 'From which measure on a rule turns lights, and of which projects. 亮灯规则设定。' })
export class SignalRuleSettingType {
  @Field(() => SignalRule, { description: 'The rule. 规则' })
  rule!: SignalRule;

  @Field(() => Float, { description: 'Yellow from this measure on. 黄灯起点' })
  yellowFrom!: number;

  @Field(() => Float, { description: 'Red from this measure on. 红灯起点' })
  redFrom!: number;

  @Field(() => Boolean, { description: 'Whether the rule counts at all. 是否启用' })
  enabled!: boolean;

  @Field(() => SignalUnit, { description: 'In what the rule measures. 单位' })
  unit!: SignalUnit;

  @Field(() => [ProjectTier], { nullable: true, description: 'For projects of these tiers; null for all. 适用级别' })
  tiers!: ProjectTier[] | null;

  @Field(() => [Sector], { nullable: true, description: 'For projects of these sectors; null for all. 适用领域' })
  sectors!: Sector[] | null;

  @Field(() => [ProjectOrigin], { nullable: true, description: 'For new or continuing projects; null for both. 适用建设性质' })
  origins!: ProjectOrigin[] | null;

  @Field(() => [ProjectStage], { nullable: true, description: 'For projects in these stages; null for all. 适用阶段' })
  stages!: ProjectStage[] | null;

  @Field(() => [ProgressSign], { description: 'What STUCK takes for progress; empty for every other rule. 进展标志' })
  signs!: ProgressSign[];
}

@ObjectType('SeasonalCurvePoint', { simpleResolvers: true, description: 'What share of a year\'s plan is expected by the end of a month; in between, straight. 季节曲线。' })
export class SeasonalCurvePointType {
  @Field(() => Int, { description: '1 to 12. 月份' })
  month!: number;

  @Field(() => Float, { description: '0 to 1, from the beginning of the year. 累计占比' })
  share!: number;
}

/** All that lights are reckoned by, as one: who changed what stands in one history. */
@ObjectType('SignalSettings', { implements: Node, description: 'Everything that lights are reckoned by; there is one. 亮灯设定。' })
export class SignalSettingsType extends Node {
  @Field(() => [SignalRuleSettingType], { simple: true, description: 'The rules. 规则' })
  rules!: SignalRuleSettingType[];

  @Field(() => [SeasonalCurvePointType], { simple: true, description: 'January to December. 季节曲线' })
  curve!: SeasonalCurvePointType[];
}

export type SignalSettingsRow = SignalSettingsType & Row;

@InputType({ description: 'How a rule is to turn lights; replaces what was set. 设定亮灯规则。' })
export class SignalRuleSetInput {
  @Field(() => SignalRule, { description: 'Which rule.' })
  rule!: SignalRule;

  @Field(() => Float, { description: 'Yellow from this measure on: at least 1 day or issue, at least 0.01 of the plan.' })
  yellowFrom!: number;

  @Field(() => Float, { description: 'Red from this measure on, not below `yellowFrom`; equal to it, there is no yellow.' })
  redFrom!: number;

  @Field(() => Boolean, { defaultValue: true, description: 'Whether the rule counts at all.' })
  enabled!: boolean;

  @Field(() => [ProjectTier], { nullable: true, description: 'Only projects of these tiers; all where it is left out or empty.' })
  tiers?: ProjectTier[] | null;

  @Field(() => [Sector], { nullable: true, description: 'Only projects of these sectors; all where it is left out or empty.' })
  sectors?: Sector[] | null;

  @Field(() => [ProjectOrigin], { nullable: true, description: 'Only new or only continuing projects; both where it is left out or empty.' })
  origins?: ProjectOrigin[] | null;

  @Field(() => [ProjectStage], { nullable: true, description: 'Only projects in these stages; all where it is left out or empty.' })
  stages?: ProjectStage[] | null;

  @Field(() => [ProgressSign], { nullable: true, description: 'What STUCK takes for progress: at least one; physical progress, investment and milestones where it is left out. No other rule has any.' })
  signs?: ProgressSign[] | null;
}

export const SignalRulePayload = payloadOf('SignalRule', 'signalRule', SignalRuleSettingType);
export const SignalSettingsPayload = payloadOf('SignalSettings', 'signalSettings', SignalSettingsType);
