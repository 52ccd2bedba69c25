import { Field, Float, InputType, ObjectType } from 'type-graphql';
import { DateTimeScalar, QuantityScalar } from '../graphql/scalars.js';
import { payloadOf } from '../graphql/user-error.js';
import { IssueCategory } from '../issue/issue.enums.js';

@ObjectType('DemandKind', { description: 'What can be needed and offered; data of the city. 需求种类。' })
export class DemandKindType {
  @Field(() => String, { simple: true, description: 'Stable; inputs name it. 编码' })
  code!: string;

  @Field(() => String, { simple: true, description: 'In Chinese. 中文名称' })
  nameZh!: string;

  @Field(() => String, { simple: true, description: 'In English. 英文名称' })
  nameEn!: string;

  @Field(() => [String], { simple: true, description: 'In what it may be measured; empty where it has no quantity. 计量单位' })
  measures!: string[];

  @Field(() => IssueCategory, { simple: true, description: 'The category of issues that need it. 问题类型' })
  category!: IssueCategory;

  @Field(() => Boolean, { simple: true, description: 'Whether new demands and offers may be of it. 是否在用' })
  active!: boolean;
}

export interface DemandKindRow {
  readonly id: number;
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly measures: string[];
  readonly category: IssueCategory;
  readonly active: boolean;
}

@ObjectType('DemandStep', { description: 'A part of a demand that was fulfilled, or the correction of one; never rewritten. 落实记录。' })
export class DemandStepType {
  @Field(() => QuantityScalar, { simple: true, description: 'What it adds to what was fulfilled; below zero where a correction takes away. 数量' })
  quantity!: string;

  @Field(() => String, { simple: true, description: 'What was done, or why it was corrected; may be empty for a delivery. 说明' })
  note!: string;

  @Field(() => DateTimeScalar, { simple: true, description: 'Business time. 时间' })
  at!: string;

  @Field(() => String, { simple: true, description: 'Who said so, as the token named them. 经办人' })
  by!: string;
}

export interface DemandStepRow {
  readonly id: number;
  readonly issueId: number;
  readonly quantity: string;
  readonly note: string;
  readonly at: string;
  readonly by: string;
  readonly correctsId: number | null;
}

@ObjectType('Demand', { description: 'What an issue of kind DEMAND asks for, and how much of it there is. 需求内容。' })
export class DemandType {
  @Field(() => QuantityScalar, { nullable: true, simple: true, description: 'How much is needed; null where the kind has no quantity. 需求数量' })
  quantity!: string | null;

  @Field(() => String, { nullable: true, simple: true, description: 'In what it is measured; null where the kind has no quantity. 计量单位' })
  measure!: string | null;

  @Field(() => QuantityScalar, { simple: true, description: 'How much of it is there. 已落实' })
  fulfilled!: string;

  @Field(() => QuantityScalar, { simple: true, description: 'Matched with offers and not delivered yet. 已对接待交付' })
  promised!: string;

  @Field(() => QuantityScalar, { nullable: true, simple: true, description: 'Neither fulfilled nor promised; null where the kind has no quantity. 缺口' })
  open!: string | null;

  @Field(() => Float, { nullable: true, simple: true, description: 'What is fulfilled of what is needed, 0 to 1; null where the kind has no quantity. 落实率' })
  share!: number | null;
}

export interface DemandRow {
  readonly issueId: number;
  readonly kindId: number;
  readonly quantity: string | null;
  readonly measure: string | null;
  readonly fulfilled: string;
  readonly promised: string;
  readonly open: string | null;
  readonly share: number | null;
}

@InputType({ description: 'A kind of demand: made where there is none with this code, else said anew. 设定需求种类。' })
export class DemandKindSetInput {
  @Field(() => String, { description: 'Stable, at most 40 characters. 编码' })
  code!: string;

  @Field(() => String, { description: 'In Chinese, at most 200 characters. 中文名称' })
  nameZh!: string;

  @Field(() => String, { description: 'In English, at most 200 characters. 英文名称' })
  nameEn!: string;

  @Field(() => [String], { description: 'In what it may be measured, at most 20; none where it has no quantity. 计量单位' })
  measures!: string[];

  @Field(() => IssueCategory, { description: 'The category of issues that need it. 问题类型' })
  category!: IssueCategory;

  @Field(() => Boolean, { defaultValue: true, description: 'Whether new demands and offers may be of it. 是否在用' })
  active!: boolean;
}

export const DemandKindPayload = payloadOf('DemandKind', 'demandKind', DemandKindType);
