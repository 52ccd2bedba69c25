import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { connectionOf } from '../graphql/connection.js';
import { Node, type Row } from '../graphql/node.js';
import { DateScalar, DateTimeScalar, QuantityScalar } from '../graphql/scalars.js';
import { payloadOf } from '../graphql/user-error.js';
import type { ScopeKeys } from '../kernel/rights.js';
import { MatchStatus } from './supply-match.entity.js';

registerEnumType(MatchStatus, {
  name: 'MatchStatus',
  description: 'What became of what was promised. 对接状态。',
  valuesConfig: {
    PROMISED: { description: 'Promised, not delivered yet. 已对接' },
    DELIVERED: { description: 'Delivered: a step of the demand. 已交付' },
    RELEASED: { description: 'It will not be delivered: open again on both sides. 已解除' },
  },
});

@ObjectType('SupplyOffer', { implements: Node, description: 'What a unit has to give: how much, where, when. 供给。' })
export class SupplyOfferType extends Node {
  @Field(() => QuantityScalar, { simple: true, description: 'How much was offered in all. 供给数量' })
  quantity!: string;

  @Field(() => String, { simple: true, description: 'In what it is measured. 计量单位' })
  measure!: string;

  @Field(() => QuantityScalar, { simple: true, description: 'Promised or delivered. 已对接' })
  matched!: string;

  @Field(() => QuantityScalar, { simple: true, description: 'Still to be had, before it was withdrawn. 余量' })
  open!: string;

  @Field(() => DateScalar, { simple: true, description: 'The first day on which it is to be had. 起始日' })
  fromOn!: string;

  @Field(() => DateScalar, { nullable: true, simple: true, description: 'The last day; null where none was named. 截止日' })
  untilOn!: string | null;

  @Field(() => String, { simple: true, description: 'What it is, in words. 说明' })
  text!: string;

  @Field(() => DateTimeScalar, { simple: true, description: 'When it was offered. 提供时间' })
  offeredAt!: string;

  @Field(() => DateTimeScalar, { nullable: true, simple: true, description: 'Since when it is no longer offered. 撤回时间' })
  withdrawnAt!: string | null;

  @Field(() => String, { nullable: true, simple: true, description: 'Why it was withdrawn. 撤回原因' })
  withdrawReason!: string | null;

  @Field(() => Int, { simple: true, description: 'Rises with every correction; give it back when correcting. 版本' })
  version!: number;
}

/** An offer as the queries read it. */
export interface OfferRow extends Row {
  readonly unitId: number;
  readonly kindId: number;
  readonly regionId: number | null;
  readonly quantity: string;
  readonly measure: string;
  readonly matched: string;
  readonly open: string;
  readonly fromOn: string;
  readonly untilOn: string | null;
  readonly text: string;
  readonly offeredAt: string;
  readonly withdrawnAt: string | null;
  readonly withdrawReason: string | null;
  readonly version: number;
  readonly scope: ScopeKeys;
}

export const SupplyOfferConnection = connectionOf('SupplyOffer', SupplyOfferType);

@ObjectType('SupplyMatch', { description: 'A part of an offer, promised to a demand. 供需对接。' })
export class SupplyMatchType {
  @Field(() => QuantityScalar, { simple: true, description: 'How much was promised. 对接数量' })
  quantity!: string;

  @Field(() => MatchStatus, { simple: true, description: 'What became of it. 状态' })
  status!: MatchStatus;

  @Field(() => DateTimeScalar, { simple: true, description: 'When it was promised. 对接时间' })
  matchedAt!: string;

  @Field(() => DateTimeScalar, { nullable: true, simple: true, description: 'When it was delivered or released; null before. 了结时间' })
  settledAt!: string | null;

  @Field(() => String, { nullable: true, simple: true, description: 'Why it was released. 解除原因' })
  reason!: string | null;
}

export interface MatchRow {
  readonly id: number;
  readonly offerId: number;
  readonly issueId: number;
  readonly unitId: number;
  readonly quantity: string;
  readonly status: MatchStatus;
  readonly matchedAt: string;
  readonly settledAt: string | null;
  readonly reason: string | null;
}

@InputType({ description: 'Which offers; every part narrows. 供给筛选。' })
export class SupplyOfferFilter {
  @Field(() => [String], { nullable: true, description: 'Of these kinds, by their codes. 种类' })
  kind?: string[] | null;

  @Field(() => Boolean, { nullable: true, description: 'True: those of which something is to be had today or later; false: the others. 有余量' })
  open?: boolean | null;

  @Field(() => ID, { nullable: true, description: 'Those of this unit. 单位' })
  unitId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Those to be had in this region, in one below it, or in one that it lies in. 地区' })
  regionId?: string | null;

  @Field(() => String, { nullable: true, description: 'A piece of the text, in any case. 搜索' })
  search?: string | null;
}

@InputType({ description: 'What is offered. 供给内容。' })
export class SupplyOfferInput {
  @Field(() => String, { description: 'The code of a kind of `demandKinds` that has measures. 种类' })
  kind!: string;

  @Field(() => QuantityScalar, { description: 'How much, positive and with at most 3 decimals. 数量' })
  quantity!: string;

  @Field(() => String, { description: 'One of the measures of the kind. 计量单位' })
  measure!: string;

  @Field(() => ID, { nullable: true, description: 'Where it is to be had; the whole city where it is left out. 地区' })
  regionId?: string | null;

  @Field(() => DateScalar, { description: 'The first day on which it is to be had. 起始日' })
  fromOn!: string;

  @Field(() => DateScalar, { nullable: true, description: 'The last day, not before today. 截止日' })
  untilOn?: string | null;

  @Field(() => String, { description: 'What it is, in words, at most 2,000 characters. 说明' })
  text!: string;
}

@InputType({ description: 'What a unit offers. 提供供给。' })
export class SupplyOfferMakeInput extends SupplyOfferInput {
  @Field(() => ID, { description: 'Who offers it; a unit offers its own. 单位' })
  unitId!: string;
}

@InputType({ description: 'An offer, said anew as a whole. 更正供给。' })
export class SupplyOfferCorrectInput extends SupplyOfferInput {
  @Field(() => Int, { description: 'The version that was read; another one in between is a CONFLICT. 版本' })
  version!: number;
}

export const SupplyOfferPayload = payloadOf('SupplyOffer', 'offer', SupplyOfferType);
export const SupplyMatchPayload = payloadOf('SupplyMatch', 'match', SupplyMatchType);
