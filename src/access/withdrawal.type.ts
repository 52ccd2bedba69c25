import { Field, InputType, ObjectType } from 'type-graphql';
import { DateTimeScalar } from '../graphql/scalars.js';
import { payloadOf } from '../graphql/user-error.js';

@ObjectType('AccessWithdrawal', { simpleResolvers: true, description: 'That the tokens of a subject are void. 令牌作废。' })
export class WithdrawalType {
  @Field(() => String, { description: 'Whose tokens. 标识' })
  subject!: string;

  @Field(() => DateTimeScalar, { description: 'Those that were issued before are void, real time. 作废时间' })
  before!: string;

  @Field(() => String, { description: 'Why. 原因' })
  reason!: string;

  @Field(() => String, { description: 'Who withdrew them. 经办人' })
  withdrawnBy!: string;
}

@InputType({ description: 'Whose tokens to void. 作废令牌。' })
export class AccessWithdrawInput {
  @Field(() => String, { description: 'The subject that the tokens carry; `npm run -s token` makes it from role, scope and name where none is given.' })
  subject!: string;

  @Field(() => String, { description: 'Why, at most 2,000 characters.' })
  reason!: string;
}

export const AccessWithdrawalPayload = payloadOf('AccessWithdrawal', 'withdrawal', WithdrawalType);
