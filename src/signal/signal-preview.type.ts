import { Field, Float, InputType, Int, ObjectType } from 'type-graphql';
import { payloadOf } from '../graphql/user-error.js';
import type { FiredRule } from './signal.type.js';
import { SignalColour } from './signal.enums.js';

@InputType({ description: 'A month\'s end on the curve. 季节曲线节点。' })
export class CurvePointInput {
  @Field(() => Int, { description: '1 to 12.' })
  month!: number;

  @Field(() => Float, { description: 'What share of the year\'s plan is expected by then, 0 to 1; kept to four decimals.' })
  share!: number;
}

@ObjectType('SignalCount', { simpleResolvers: true, description: 'How many projects show a colour. 亮灯数量。' })
export class SignalCountType {
  @Field(() => SignalColour, { description: 'The colour. 灯色' })
  colour!: SignalColour;

  @Field(() => Int, { description: 'How many of the projects that the viewer sees. 项目数' })
  count!: number;
}

@ObjectType('SignalPreviewChange', { description: 'A project that would show another colour. 灯色变化。' })
export class SignalPreviewChangeType {
  @Field(() => SignalColour, { simple: true, description: 'What it shows now. 现灯色' })
  before!: SignalColour;

  @Field(() => SignalColour, { simple: true, description: 'What it would show. 新灯色' })
  after!: SignalColour;
}

export interface PreviewChangeRow {
  readonly projectId: number;
  readonly before: SignalColour;
  readonly after: SignalColour;
  readonly rulesBefore: readonly FiredRule[];
  readonly rulesAfter: readonly FiredRule[];
}

@ObjectType('SignalPreview', { description: 'What lights would become by other rules or another curve, today; nothing is written. 规则试算。' })
export class SignalPreviewType {
  @Field(() => [SignalCountType], { simple: true, description: 'By the rules that stand; each colour. 现状' })
  before!: SignalCountType[];

  @Field(() => [SignalCountType], { simple: true, description: 'By the rules that are tried; each colour. 试算结果' })
  after!: SignalCountType[];

  @Field(() => Int, { simple: true, description: 'How many projects would show another colour. 变化项目数' })
  changedCount!: number;
}

export interface SignalPreviewRow extends SignalPreviewType {
  readonly changes: readonly PreviewChangeRow[];
}

export const SignalPreviewPayload = payloadOf('SignalPreview', 'signalPreview', SignalPreviewType);
