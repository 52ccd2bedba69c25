import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { connectionOf } from '../graphql/connection.js';
import { Node, type Row } from '../graphql/node.js';
import { DateTimeScalar } from '../graphql/scalars.js';
import { payloadOf } from '../graphql/user-error.js';
import { enumeration, type Word } from '../kernel/enumeration.js';
import { UnitType as UnitKind, type Unit } from './unit.entity.js';

registerEnumType(UnitKind, {
  name: 'UnitType',
  description: 'What kind of body a unit is. 单位类别。',
  valuesConfig: {
    DEPARTMENT: { description: 'A department of the city or of a county. 部门' },
    COUNTY_GOVERNMENT: { description: 'The government of a district or county. 区县政府' },
    COMPANY: { description: 'A company. 企业' },
  },
});

@ObjectType('Unit', { implements: Node, description: 'A department, a county government or a company: it leads or supports issues, or owns projects. 单位。' })
export class UnitType extends Node implements Pick<Unit, 'code' | 'name' | 'type' | 'version'> {
  @Field(() => String, { simple: true, description: 'Stable; tokens carry it. 编码' })
  code!: string;

  @Field(() => String, { simple: true, description: 'Name. 名称' })
  name!: string;

  @Field(() => UnitKind, { simple: true, description: 'What kind of body it is. 类别' })
  type!: UnitKind;

  @Field(() => DateTimeScalar, { nullable: true, simple: true, description: 'Since when it is no longer used. 终止时间' })
  endedAt!: string | null;

  @Field(() => Int, { simple: true, description: 'Rises with every change; give it back when correcting. 版本' })
  version!: number;
}

/** A unit as the queries read it. */
export interface UnitRow extends Row, Pick<Unit, 'code' | 'name' | 'type' | 'regionId' | 'version'> {
  readonly endedAt: string | null;
}

export const UnitConnection = connectionOf('Unit', UnitType);

export const UnitOrder = enumeration('CODE_ASC', 'CODE_DESC', 'NAME_ASC', 'NAME_DESC');
export type UnitOrder = Word<typeof UnitOrder>;

registerEnumType(UnitOrder, {
  name: 'UnitOrder',
  description: 'What a list of units is sorted by. 单位排序。',
  valuesConfig: {
    CODE_ASC: { description: 'By code. 按编码' },
    CODE_DESC: { description: 'By code, backwards. 按编码倒序' },
    NAME_ASC: { description: 'By name. 按名称' },
    NAME_DESC: { description: 'By name, backwards. 按名称倒序' },
  },
});

@InputType({ description: 'Which units; every part narrows. 单位筛选。' })
export class UnitFilter {
  @Field(() => [UnitKind], { nullable: true, description: 'Of one of these kinds. 类别' })
  type?: UnitKind[] | null;

  @Field(() => ID, { nullable: true, description: 'In this region or below it. 所在地区（含下级）' })
  regionId?: string | null;

  @Field(() => String, { nullable: true, description: 'Part of the name or code. 名称或编码的一部分' })
  search?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'True: only units in use; false: only ended ones. 是否在用' })
  active?: boolean | null;
}

@InputType({ description: 'A new unit. 登记单位。' })
export class UnitRegisterInput {
  @Field(() => String, { description: 'Unique and stable, at most 40 characters. 编码' })
  code!: string;

  @Field(() => String, { description: 'At most 200 characters. 名称' })
  name!: string;

  @Field(() => UnitKind, { description: 'What kind of body it is. 类别' })
  type!: UnitKind;

  @Field(() => ID, { description: 'The region that it belongs to. 所在地区' })
  regionId!: string;
}

@InputType({ description: 'What to correct; what is left out stays. 更正单位。' })
export class UnitCorrectInput {
  @Field(() => Int, { description: 'The version that was read; another one in between is a CONFLICT. 版本' })
  version!: number;

  @Field(() => String, { nullable: true, description: 'New name. 名称' })
  name?: string | null;

  @Field(() => UnitKind, { nullable: true, description: 'New kind. 类别' })
  type?: UnitKind | null;

  @Field(() => ID, { nullable: true, description: 'New region. 所在地区' })
  regionId?: string | null;
}

export const UnitPayload = payloadOf('Unit', 'unit', UnitType);
