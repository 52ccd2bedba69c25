import { Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { DateScalar, DateTimeScalar } from '../graphql/scalars.js';
import { payloadOf } from '../graphql/user-error.js';
import { enumeration, type Word } from '../kernel/enumeration.js';
import type { ScopeKeys } from '../kernel/rights.js';

export const DecisionKind = enumeration('DIRECTIVE', 'AGREEMENT', 'NOTE', 'POSTPONED');
export type DecisionKind = Word<typeof DecisionKind>;

registerEnumType(DecisionKind, {
  name: 'DecisionKind',
  description: 'What a meeting decided on an item. 决定类别。',
  valuesConfig: {
    DIRECTIVE: { description: 'An issue was made or taken up. 交办' },
    AGREEMENT: { description: 'Units agreed on something. 商定' },
    NOTE: { description: 'Something is to be kept in mind. 记录' },
    POSTPONED: { description: 'The item waits for a later meeting. 延至下次会议' },
  },
});

@ObjectType('Decision', {
  description: 'What a meeting decided on an item. A directive is seen by whoever sees its issue; any other decision by whoever sees the project or lead that the item calls, on a topic by whoever sees the meeting. 会议决定。',
})
export class DecisionType {
  @Field(() => DecisionKind, { simple: true, description: 'Which kind. 类别' })
  kind!: DecisionKind;

  @Field(() => String, { simple: true, description: 'What was decided. 内容' })
  text!: string;

  @Field(() => DateScalar, { nullable: true, simple: true, description: 'Of a postponement: to the first meeting on this day or later; null to the next meeting. 延至日期' })
  until!: string | null;

  @Field(() => DateTimeScalar, { simple: true, description: 'When it was recorded. 决定时间' })
  at!: string;
}

export interface DecisionRow extends DecisionType {
  readonly id: number;
  readonly meetingId: number;
  readonly itemId: number;
  readonly partyIds: readonly number[];
  /** Of the directive's issue, else of what the item is about; null where that has lost its scope. */
  readonly scope: ScopeKeys | null;
}

@InputType({ description: 'What the meeting notes on an item. 会议记录。' })
export class NoteRecordInput {
  @Field(() => ID, { description: 'The item: called now, or done in this meeting. 议程' })
  itemId!: string;

  @Field(() => String, { description: 'What to keep in mind, at most 2,000 characters. 内容' })
  text!: string;
}

@InputType({ description: 'What units agree on over an item. 会议商定。' })
export class AgreementRecordInput extends NoteRecordInput {
  @Field(() => [ID], { description: 'The units that agree, 1 to 20. 参与商定的单位' })
  partyIds!: string[];
}

@InputType({ description: 'An item that waits for a later meeting. 延至下次会议。' })
export class ItemPostponeInput {
  @Field(() => ID, { description: 'The item, called or not, but not done. 议程' })
  itemId!: string;

  @Field(() => String, { description: 'Why, at most 2,000 characters. 原因' })
  text!: string;

  @Field(() => DateScalar, { nullable: true, description: 'To the first meeting on this day or later, after today; to the next meeting where it is left out. 延至日期' })
  until?: string | null;
}

export const DecisionPayload = payloadOf('Decision', 'decision', DecisionType);
