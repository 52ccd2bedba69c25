import { Field, Float, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { payloadOf } from '../graphql/user-error.js';
import { enumeration, type Word } from '../kernel/enumeration.js';
import { SignalRule } from './signal-rule.entity.js';

export const SignalColour = enumeration('GREEN', 'YELLOW', 'RED');
export type SignalColour = Word<typeof SignalColour>;

registerEnumType(SignalColour, {
  name: 'SignalColour',
  description: 'A project\'s light. 红黄绿灯。',
  valuesConfig: {
    GREEN: { description: 'No rule has anything to say. 绿灯' },
    YELLOW: { description: 'A rule warns. 黄灯' },
    RED: { description: 'A rule alarms. 红灯' },
  },
});

registerEnumType(SignalRule, {
  name: 'SignalRule',
  description: 'What turns a light; from which measure on is data of the city. 亮灯规则。',
  valuesConfig: {
    START_OVERDUE: { description: 'Start or resumption is past its planned day; measured in days. 开（复）工逾期' },
    COMPLETION_OVERDUE: { description: 'Completion is past its planned day; measured in days. 竣工逾期' },
    BEHIND_PLAN: { description: 'Less is completed this year than the seasonal curve expects by today; measured as the missing share, 0 to 1, of what is expected. 投资进度落后' },
    ISSUES_OVERDUE: { description: 'Issues are past their deadline and not closed; measured in issues. 问题逾期' },
  },
});

@ObjectType('SignalReason', { simpleResolvers: true, description: 'Why a light is not green. 亮灯原因。' })
export class SignalReasonType {
  @Field(() => SignalRule, { description: 'The rule that fired. 规则' })
  rule!: SignalRule;

  @Field(() => SignalColour, { description: 'What this rule alone would show. 该规则的灯色' })
  colour!: SignalColour;

  @Field(() => String, { description: 'For people, in the language of the request. 说明' })
  message!: string;
}

@ObjectType('Signal', { simpleResolvers: true, description: 'A project\'s light today, the same for everybody who sees the project. 项目亮灯。' })
export class SignalType {
  @Field(() => SignalColour, { description: 'The worst colour of all reasons; green without any. 灯色' })
  colour!: SignalColour;

  @Field(() => [SignalReasonType], { description: 'Worst first; empty for green. 原因' })
  reasons!: SignalReasonType[];
}

/** A rule that fired on a project; the measure is whole: days, issues, or per cent (rounded down). */
export interface FiredRule {
  readonly rule: SignalRule;
  readonly colour: Exclude<SignalColour, 'GREEN'>;
  readonly measure: number;
}

@ObjectType('SignalRuleSetting', { simpleResolvers: true, description: 'From which measure on a rule turns lights. 亮灯规则设定。' })
export class SignalRuleSettingType {
  @Field(() => SignalRule, { description: 'The rule. 规则' })
  rule!: SignalRule;

  @Field(() => Float, { description: 'Yellow from this measure on. 黄灯起点' })
  yellowFrom!: number;

  @Field(() => Float, { description: 'Red from this measure on. 红灯起点' })
  redFrom!: number;

  @Field(() => Boolean, { description: 'Whether the rule counts at all. 是否启用' })
  enabled!: boolean;
}

@ObjectType('SeasonalCurvePoint', { simpleResolvers: true, description: 'What share of a year\'s plan is expected by the end of a month; in between, straight. 季节曲线。' })
export class SeasonalCurvePointType {
  @Field(() => Int, { description: '1 to 12. 月份' })
  month!: number;

  @Field(() => Float, { description: '0 to 1, from the beginning of the year. 累计占比' })
  share!: number;
}

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
}

export const SignalRulePayload = payloadOf('SignalRule', 'signalRule', SignalRuleSettingType);
