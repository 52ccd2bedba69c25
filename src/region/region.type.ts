import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Node, type Row } from '../graphql/node.js';
import { DateTimeScalar } from '../graphql/scalars.js';
import { payloadOf } from '../graphql/user-error.js';
import { RegionLevel, type Region } from './region.entity.js';

registerEnumType(RegionLevel, {
  name: 'RegionLevel',
  description: 'How high a region stands. 行政层级。',
  valuesConfig: {
    PROVINCE: { description: 'A province. 省' },
    CITY: { description: 'A city. 市' },
    COUNTY: { description: 'A district or county. 区县' },
  },
});

@ObjectType('Region', { implements: Node, description: 'A province, city, district or county. 地区。' })
export class RegionType extends Node implements Pick<Region, 'code' | 'name' | 'level' | 'version'> {
  @Field(() => String, { simple: true, description: 'Stable; tokens carry it. 编码' })
  code!: string;

  @Field(() => String, { simple: true, description: 'Name. 名称' })
  name!: string;

  @Field(() => RegionLevel, { simple: true, description: 'Level. 层级' })
  level!: RegionLevel;

  @Field(() => DateTimeScalar, { nullable: true, simple: true, description: 'Since when it is no longer used. 终止时间' })
  endedAt!: string | null;

  @Field(() => Int, { simple: true, description: 'Rises with every change; give it back when correcting.' })
  version!: number;
}

/** A region as the queries read it. */
export interface RegionRow extends Row, Pick<Region, 'code' | 'name' | 'level' | 'parentId' | 'version'> {
  readonly endedAt: string | null;
}

@InputType({ description: 'A new region. 登记地区。' })
export class RegionRegisterInput {
  @Field(() => String, { description: 'Unique and stable, at most 40 characters.' })
  code!: string;

  @Field(() => String, { description: 'Name, at most 200 characters.' })
  name!: string;

  @Field(() => RegionLevel, { description: 'Level.' })
  level!: RegionLevel;

  @Field(() => ID, { nullable: true, description: 'The region above; without one it is the root of a tree, which only those who see the whole tree register.' })
  parentId?: string | null;
}

@InputType({ description: 'What to correct; what is left out stays. 更正地区。' })
export class RegionCorrectInput {
  @Field(() => Int, { description: 'The version that was read; another one in between is a CONFLICT.' })
  version!: number;

  @Field(() => String, { nullable: true, description: 'New name.' })
  name?: string | null;

  @Field(() => ID, { nullable: true, description: 'New region above; what lies in the region moves with it.' })
  parentId?: string | null;
}

export const RegionPayload = payloadOf('Region', 'region', RegionType);
