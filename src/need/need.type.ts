import { Field, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { DateTimeScalar, QuantityScalar } from '../graphql/scalars.js';
import { enumeration, type Word } from '../kernel/enumeration.js';

export const LeadNeedState = enumeration('OPEN', 'ANSWERED', 'REPORTED');
export type LeadNeedState = Word<typeof LeadNeedState>;

registerEnumType(LeadNeedState, {
  name: 'LeadNeedState',
  description: 'What became of something that an investment needs. 线索需求状态。',
  valuesConfig: {
    OPEN: { description: 'Nobody has answered it. 待落实' },
    ANSWERED: { description: 'It was answered in words. 已答复' },
    REPORTED: { description: 'It became a demand that is handled as issues are. 已转需求清单' },
  },
});

@ObjectType('LeadNeed', { description: 'What an investment needs: land, power, funds. It stays open with the project that the lead became. 线索需求。' })
export class LeadNeedType {
  @Field(() => QuantityScalar, { nullable: true, simple: true, description: 'How much; null where the kind is not measured. 数量' })
  quantity!: string | null;

  @Field(() => String, { nullable: true, simple: true, description: 'In what it is measured. 计量单位' })
  measure!: string | null;

  @Field(() => String, { simple: true, description: 'More of it; may be empty. 说明' })
  note!: string;

  @Field(() => LeadNeedState, { simple: true, description: 'What became of it. 状态' })
  state!: LeadNeedState;

  @Field(() => DateTimeScalar, { simple: true, description: 'When it was said. 提出时间' })
  addedAt!: string;

  @Field(() => String, { simple: true, description: 'Who entered it, as the token named them. 登记人' })
  addedBy!: string;

  @Field(() => String, { nullable: true, simple: true, description: 'The answer; null where there is none. 答复' })
  answer!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, simple: true, description: 'When it was answered. 答复时间' })
  answeredAt!: string | null;

  @Field(() => String, { nullable: true, simple: true, description: 'Who answered, as the token named them. 答复人' })
  answeredBy!: string | null;
}

export interface LeadNeedRow extends LeadNeedType {
  readonly id: number;
  readonly leadId: number;
  readonly kindId: number;
  readonly issueId: number | null;
}

@InputType({ description: 'What an investment needs. 登记线索需求。' })
export class LeadNeedInput {
  @Field(() => String, { description: 'The code of a kind of `demandKinds`. 需求种类' })
  kind!: string;

  @Field(() => QuantityScalar, { nullable: true, description: 'How much, positive and with at most 3 decimals; left out where the kind has no measures. 数量' })
  quantity?: string | null;

  @Field(() => String, { nullable: true, description: 'One of the measures of the kind, such as 亩 or 千伏安. 计量单位' })
  measure?: string | null;

  @Field(() => String, { nullable: true, description: 'More of it, at most 2,000 characters. 说明' })
  note?: string | null;
}
