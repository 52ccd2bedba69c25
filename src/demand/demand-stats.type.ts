import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { QuantityScalar } from '../graphql/scalars.js';
import { IssueStatus } from '../issue/issue.enums.js';
import { Status } from '../graphql/enums.js';
import { enumeration, type Word } from '../kernel/enumeration.js';

export const DemandDimension = enumeration('KIND', 'REGION', 'STATUS');
export type DemandDimension = Word<typeof DemandDimension>;

registerEnumType(DemandDimension, {
  name: 'DemandDimension',
  description: 'By what figures of demands are split, beside their measure. 需求统计维度。',
  valuesConfig: {
    KIND: { description: 'By kind. 按种类' },
    REGION: { description: 'By the very region in which what needs it lies. 按所在地区' },
    STATUS: { description: 'By the status of the issue. 按办理状态' },
  },
});

@ObjectType('DemandStats', { description: 'Figures of the described demands of one group and one measure that the viewer sees. 需求统计。' })
export class DemandStatsType {
  @Field(() => Status, { nullable: true, simple: true, description: 'Status; null where it was not asked for. 状态' })
  status!: IssueStatus | null;

  @Field(() => String, { nullable: true, simple: true, description: 'In what the quantities are measured; null for demands without a quantity. 计量单位' })
  measure!: string | null;

  @Field(() => Int, { simple: true, description: 'How many demands. 需求数' })
  count!: number;

  @Field(() => QuantityScalar, { simple: true, description: 'How much is needed. 需求数量' })
  quantity!: string;

  @Field(() => QuantityScalar, { simple: true, description: 'How much of it is there. 已落实' })
  fulfilled!: string;

  @Field(() => QuantityScalar, { simple: true, description: 'Matched and not delivered yet. 已对接待交付' })
  promised!: string;

  @Field(() => QuantityScalar, { simple: true, description: 'Neither fulfilled nor promised. 缺口' })
  open!: string;
}

export interface DemandStatsRow extends DemandStatsType {
  readonly kindId: number | null;
  readonly regionId: number | null;
}
