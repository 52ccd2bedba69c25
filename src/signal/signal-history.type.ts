import { Field, ObjectType } from 'type-graphql';
import { DateScalar } from '../graphql/scalars.js';
import { SignalColour, SignalRule } from './signal.enums.js';
import { SignalReasonType, type FiredRule } from './signal.type.js';

@ObjectType('SignalChange', { simpleResolvers: true, description: 'A day on which a light changed, or its rules did. 亮灯变化。' })
export class SignalChangeType {
  @Field(() => DateScalar, { description: 'The day, at whose end it stood so. 日期' })
  day!: string;

  @Field(() => SignalColour, { nullable: true, description: 'What it showed the day before; null on the first day. 原灯色' })
  before!: SignalColour | null;

  @Field(() => SignalColour, { description: 'What it showed from then on. 灯色' })
  after!: SignalColour;

  @Field(() => [SignalReasonType], { description: 'Why, worst first. 原因' })
  reasons!: SignalReasonType[];

  @Field(() => [SignalRule], { description: 'Rules that fired and had not, or in another colour. 新触发' })
  began!: SignalRule[];

  @Field(() => [SignalRule], { description: 'Rules that had fired and did no more. 已消除' })
  ceased!: SignalRule[];
}

/** How a light stood at the end of a day; a project that was not in the register yet has no day. */
export interface SignalDay {
  readonly day: string;
  readonly rules: readonly FiredRule[];
}
