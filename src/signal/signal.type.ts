import { Field, Float, ObjectType } from 'type-graphql';
import { DateScalar, MoneyScalar } from '../graphql/scalars.js';
import { SignalColour, SignalInputName, SignalRule, SignalSkip, SignalUnit, type ProgressSign } from './signal.enums.js';

export { SignalColour } from './signal.enums.js';

@ObjectType('SignalInput', { simpleResolvers: true, description: 'One number or day that a measure was reckoned from; the field of its unit is not null. 计算依据。' })
export class SignalInputType {
  @Field(() => SignalInputName, { description: 'What it is. 名目' })
  name!: SignalInputName;

  @Field(() => SignalUnit, { description: 'In what it is told. 单位' })
  unit!: SignalUnit;

  @Field(() => DateScalar, { nullable: true, description: 'Where it is a DATE. 日期' })
  day!: string | null;

  @Field(() => MoneyScalar, { nullable: true, description: 'Where it is in YUAN. 金额' })
  amount!: string | null;

  @Field(() => Float, { nullable: true, description: 'Where it is a SHARE. 比例' })
  share!: number | null;

  @Field(() => String, { description: 'Name and value for people, in the language of the request. 说明' })
  text!: string;
}

@ObjectType('SignalReason', { simpleResolvers: true, description: 'Why a light is not green. 亮灯原因。' })
export class SignalReasonType {
  @Field(() => SignalRule, { description: 'The rule that fired. 规则' })
  rule!: SignalRule;

  @Field(() => SignalColour, { description: 'What this rule alone would show. 该规则的灯色' })
  colour!: SignalColour;

  @Field(() => String, { description: 'For people, in the language of the request. 说明' })
  message!: string;

  @Field(() => Float, { description: 'What the rule measured, in its unit; shares are rounded down to what `message` tells. 测得值' })
  measure!: number;

  @Field(() => SignalUnit, { description: 'Unit of the measure and the threshold. 单位' })
  unit!: SignalUnit;

  @Field(() => Float, { description: 'The threshold that the measure reached: that of the colour. 触发阈值' })
  threshold!: number;

  @Field(() => DateScalar, { nullable: true, description: 'Since when: the planned day, the last progress, the earliest deadline, or the day by which the plan had run ahead by the threshold. 起始日期' })
  since!: string | null;

  @Field(() => [SignalInputType], { description: 'What the measure was reckoned from. 计算依据' })
  inputs!: SignalInputType[];

  @Field(() => String, { description: 'The inputs in one line for people. 依据说明' })
  detail!: string;
}

@ObjectType('SignalCheck', { simpleResolvers: true, description: 'What one rule found of a project, also where it did not fire. Measures move with every day; a day that turns wakes the screens of those whose light or reasons changed. 规则核查。' })
export class SignalCheckType {
  @Field(() => SignalRule, { description: 'The rule. 规则' })
  rule!: SignalRule;

  @Field(() => SignalColour, { description: 'What it shows; green where it did not fire. 灯色' })
  colour!: SignalColour;

  @Field(() => SignalSkip, { nullable: true, description: 'Why nothing was measured; null where something was. 不适用原因' })
  skipped!: SignalSkip | null;

  @Field(() => Float, { nullable: true, description: 'What it measured; below zero where there is still time or the project is ahead. 测得值' })
  measure!: number | null;

  @Field(() => SignalUnit, { description: 'Unit of the measure and the thresholds. 单位' })
  unit!: SignalUnit;

  @Field(() => Float, { description: 'Yellow from here on. 黄灯起点' })
  yellowFrom!: number;

  @Field(() => Float, { description: 'Red from here on. 红灯起点' })
  redFrom!: number;

  @Field(() => [SignalInputType], { description: 'What the measure was reckoned from. 计算依据' })
  inputs!: SignalInputType[];

  @Field(() => String, { description: 'The inputs in one line for people. 依据说明' })
  detail!: string;
}

@ObjectType('Signal', { description: 'A project\'s light today, the same for everybody who sees the project. 项目亮灯。' })
export class SignalType {
  @Field(() => SignalColour, { simple: true, description: 'The worst colour of all reasons; green without any. 灯色' })
  colour!: SignalColour;

  @Field(() => [SignalReasonType], { simple: true, description: 'Worst first; empty for green. 原因' })
  reasons!: SignalReasonType[];
}

/** A light with whose it is. */
export interface SignalRow extends SignalType {
  readonly projectId: number;
}

/** A rule that fired on a project, as the database reckons it; numerics are strings. */
export interface FiredRule {
  readonly rule: SignalRule;
  readonly colour: Exclude<SignalColour, 'GREEN'>;
  readonly measure: string;
  readonly yellowFrom: string;
  readonly redFrom: string;
  readonly since: string | null;
  readonly planned: string | null;
  readonly completed: string | null;
  readonly share: string | null;
  readonly sign: ProgressSign | 'START' | null;
  /** The name of what is late. */
  readonly milestone: string | null;
}

export interface CheckedRule extends Omit<FiredRule, 'colour' | 'measure'> {
  readonly colour: SignalColour;
  readonly skipped: SignalSkip | null;
  readonly measure: string | null;
}
