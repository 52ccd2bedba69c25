import { Field, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateScalar, DateTimeScalar } from '../graphql/scalars.js';
import { payloadOf } from '../graphql/user-error.js';
import { ActorType } from '../history/history.type.js';
import { ProjectOrigin, ProjectTier, Sector } from '../project/project.enums.js';
import { ReadinessRule, ReadinessState } from '../project/readiness.criteria.js';

registerEnumType(ReadinessRule, {
  name: 'ReadinessRule',
  description: 'What becomes of a start without the item. 未到位时的处理。',
  valuesConfig: {
    REFUSED: { description: 'It is refused. 不得开（复）工' },
    FLAGGED: { description: 'It is recorded, and marked with what lacked. 标记' },
  },
});

registerEnumType(ReadinessState, {
  name: 'ReadinessState',
  description: 'How an item stands at a project. 到位情况。',
  valuesConfig: {
    UNCHECKED: { description: 'Nobody has said. 未检查' },
    NOT_DONE: { description: 'Not in place. 未到位' },
    CLAIMED: { description: 'In place in the owner\'s word, which nobody has confirmed: it lacks still. 业主自报，待确认' },
    DONE: { description: 'In place. 到位' },
  },
});

@ObjectType('ReadinessItem', { description: 'What must be in place where work begins; data of the city. 开（复）工条件（四到位）。' })
export class ReadinessItemType {
  @Field(() => String, { simple: true, description: 'Stable; checks name it. 编码' })
  code!: string;

  @Field(() => String, { simple: true, description: 'In Chinese. 中文名称' })
  nameZh!: string;

  @Field(() => String, { simple: true, description: 'In English. 英文名称' })
  nameEn!: string;

  @Field(() => Int, { simple: true, description: 'In the order of the list, 1 to 1,000. 顺序' })
  place!: number;

  @Field(() => ReadinessRule, { simple: true, description: 'What becomes of a start without it. 未到位时' })
  rule!: ReadinessRule;

  @Field(() => [ProjectTier], { simple: true, description: 'Only of projects of these tiers; of all where it is empty. 适用级别' })
  tiers!: ProjectTier[];

  @Field(() => [Sector], { simple: true, description: 'Only of projects of these sectors; of all where it is empty. 适用领域' })
  sectors!: Sector[];

  @Field(() => [ProjectOrigin], { simple: true, description: 'Only of new or of continuing projects; of all where it is empty. 适用建设性质' })
  origins!: ProjectOrigin[];

  @Field(() => DateTimeScalar, { nullable: true, simple: true, description: 'Since when it is asked for no more; null while it is. 停用时间' })
  endedAt!: string | null;
}

export interface ReadinessItemRow extends ReadinessItemType {
  readonly __typename: 'ReadinessItem';
  readonly id: number;
}

@ObjectType('ReadinessCheck', { description: 'What somebody said of an item at a project; never rewritten. 到位检查。' })
export class ReadinessCheckType {
  @Field(() => Boolean, { simple: true, description: 'Whether it is in place. 是否到位' })
  done!: boolean;

  @Field(() => DateScalar, { nullable: true, simple: true, description: 'By when it will be, where it is not; null where nobody said. 预计到位日' })
  dueOn!: string | null;

  @Field(() => String, { nullable: true, simple: true, description: 'Address of what shows it (http or https); the server never opens it. 佐证链接' })
  evidenceUrl!: string | null;

  @Field(() => String, { simple: true, description: 'Remark. 说明' })
  note!: string;

  @Field(() => Boolean, { simple: true, description: 'Whether it is the word of the project\'s owner. 是否业主自报' })
  byOwner!: boolean;

  @Field(() => DateTimeScalar, { simple: true, description: 'When it was said. 检查时间' })
  checkedAt!: string;

  @Field(() => ActorType, { nullable: true, simple: true, description: 'Who said it; null for one written in the database itself. 检查人' })
  checkedBy!: ActorType | null;

  @Field(() => DateTimeScalar, { nullable: true, simple: true, description: 'When the owner\'s word was confirmed. 确认时间' })
  confirmedAt!: string | null;

  @Field(() => ActorType, { nullable: true, simple: true, description: 'Who confirmed it. 确认人' })
  confirmedBy!: ActorType | null;
}

export interface ReadinessCheckRow extends ReadinessCheckType {
  readonly id: number;
  readonly projectId: number;
  readonly itemId: number;
}

@ObjectType('ProjectReadiness', { description: 'How an item that is asked of a project stands there. 项目到位情况。' })
export class ProjectReadinessType {
  @Field(() => ReadinessState, { simple: true, description: 'How it stands. 情况' })
  state!: ReadinessState;
}

export interface ProjectReadinessRow extends ProjectReadinessType {
  readonly projectId: number;
  readonly itemId: number;
  /** Of the check that stands. */
  readonly checkId: number | null;
}

@ObjectType('UnreadyStart', { description: 'A start or resumption for which something lacked. 未到位开（复）工。' })
export class UnreadyStartType {
  @Field(() => DateScalar, { simple: true, description: 'The day that was recorded. 开（复）工日' })
  on!: string;

  @Field(() => Boolean, { simple: true, description: 'Whether work resumed; else it began. 是否复工' })
  resumption!: boolean;

  @Field(() => DateTimeScalar, { simple: true, description: 'When it was recorded. 记录时间' })
  recordedAt!: string;

  @Field(() => String, { simple: true, description: 'Who recorded it, as the token named them, or the account of the database. 记录人' })
  recordedBy!: string;
}

export interface UnreadyStartRow extends UnreadyStartType {
  readonly projectId: number;
  readonly lacking: readonly number[];
}

@InputType({ description: 'An item: made where there is none with this code, else said anew. 设定开（复）工条件。' })
export class ReadinessItemSetInput {
  @Field(() => String, { description: 'Stable, at most 40 characters. 编码' })
  code!: string;

  @Field(() => String, { description: 'In Chinese, at most 200 characters. 中文名称' })
  nameZh!: string;

  @Field(() => String, { description: 'In English, at most 200 characters. 英文名称' })
  nameEn!: string;

  @Field(() => Int, { description: 'In the order of the list, 1 to 1,000. 顺序' })
  place!: number;

  @Field(() => ReadinessRule, { description: 'What becomes of a start without it. 未到位时' })
  rule!: ReadinessRule;

  @Field(() => [ProjectTier], { defaultValue: [], description: 'Only of projects of these tiers; of all where it is empty. 适用级别' })
  tiers!: ProjectTier[];

  @Field(() => [Sector], { defaultValue: [], description: 'Only of projects of these sectors; of all where it is empty. 适用领域' })
  sectors!: Sector[];

  @Field(() => [ProjectOrigin], { defaultValue: [], description: 'Only of new or of continuing projects; of all where it is empty. 适用建设性质' })
  origins!: ProjectOrigin[];
}

export const ReadinessItemPayload = payloadOf('ReadinessItem', 'readinessItem', ReadinessItemType);
