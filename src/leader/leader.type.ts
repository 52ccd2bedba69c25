import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { connectionOf } from '../graphql/connection.js';
import { Node, type Row } from '../graphql/node.js';
import { DateTimeScalar } from '../graphql/scalars.js';
import { payloadOf } from '../graphql/user-error.js';
import { enumeration, type Word } from '../kernel/enumeration.js';
import type { Leader } from './leader.entity.js';

@ObjectType('Leader', { implements: Node, description: 'A leader or officer who can answer for a project or an investment lead. 领导、服务员。' })
export class LeaderType extends Node implements Pick<Leader, 'code' | 'name' | 'title' | 'version'> {
  @Field(() => String, { simple: true, description: 'Stable. 编码' })
  code!: string;

  @Field(() => String, { simple: true, description: 'Name. 姓名' })
  name!: string;

  @Field(() => String, { simple: true, description: 'Office held, as it is said on the screen. 职务' })
  title!: string;

  @Field(() => DateTimeScalar, { nullable: true, simple: true, description: 'Since when nothing is given to them any more. 离任时间' })
  endedAt!: string | null;

  @Field(() => Int, { simple: true, description: 'Rises with every change; give it back when correcting. 版本' })
  version!: number;
}

/** A leader as the queries read it. */
export interface LeaderRow extends Row, Pick<Leader, 'code' | 'name' | 'title' | 'unitId' | 'version'> {
  readonly endedAt: string | null;
}

export const LeaderConnection = connectionOf('Leader', LeaderType);

export const LeaderOrder = enumeration('CODE_ASC', 'CODE_DESC', 'NAME_ASC', 'NAME_DESC');
export type LeaderOrder = Word<typeof LeaderOrder>;

registerEnumType(LeaderOrder, {
  name: 'LeaderOrder',
  description: 'What a list of leaders is sorted by. 领导排序。',
  valuesConfig: {
    CODE_ASC: { description: 'By code: the order of rank, where codes are given so. 按编码' },
    CODE_DESC: { description: 'By code, backwards. 按编码倒序' },
    NAME_ASC: { description: 'By name. 按姓名' },
    NAME_DESC: { description: 'By name, backwards. 按姓名倒序' },
  },
});

@InputType({ description: 'Which leaders; every part narrows. 领导筛选。' })
export class LeaderFilter {
  @Field(() => String, { nullable: true, description: 'Part of the name or title. 姓名或职务的一部分' })
  search?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'True: only leaders in office; false: only those who left. 是否在任' })
  active?: boolean | null;
}

@InputType({ description: 'A new leader. 登记领导。' })
export class LeaderRegisterInput {
  @Field(() => String, { description: 'Unique and stable, at most 40 characters. 编码' })
  code!: string;

  @Field(() => String, { description: 'At most 200 characters. 姓名' })
  name!: string;

  @Field(() => String, { description: 'Office held, at most 200 characters. 职务' })
  title!: string;

  @Field(() => ID, { nullable: true, description: 'The unit that they belong to, if any. 所在单位' })
  unitId?: string | null;
}

@InputType({ description: 'What to correct; what is left out stays. 更正领导。' })
export class LeaderCorrectInput {
  @Field(() => Int, { description: 'The version that was read; another one in between is a CONFLICT. 版本' })
  version!: number;

  @Field(() => String, { nullable: true, description: 'New name. 姓名' })
  name?: string | null;

  @Field(() => String, { nullable: true, description: 'New office. 职务' })
  title?: string | null;

  @Field(() => ID, { nullable: true, description: 'New unit; null where they belong to none any more. 所在单位' })
  unitId?: string | null;
}

export const LeaderPayload = payloadOf('Leader', 'leader', LeaderType);
