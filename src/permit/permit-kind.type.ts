import { Field, Float, ID, InputType, Int, ObjectType } from 'type-graphql';
import { MoneyUnit } from '../graphql/enums.js';
import { MoneyScalar } from '../graphql/scalars.js';
import { payloadOf } from '../graphql/user-error.js';
import { ProjectOrigin, Sector } from '../project/project.enums.js';

@ObjectType('PermitKind', { description: 'What a project may have to be permitted before it is built; data of the city. 手续种类。' })
export class PermitKindType {
  @Field(() => String, { simple: true, description: 'Stable; inputs name it. 编码' })
  code!: string;

  @Field(() => String, { simple: true, description: 'In Chinese. 中文名称' })
  nameZh!: string;

  @Field(() => String, { simple: true, description: 'In English. 英文名称' })
  nameEn!: string;

  @Field(() => Int, { simple: true, description: 'Its place in lists, the smallest first. 顺序' })
  position!: number;

  @Field(() => String, { nullable: true, simple: true, description: 'Kinds of one group are applied for at one window and reviewed side by side, each answered by itself; null for one that stands alone. 并联审批组' })
  parallelGroup!: string | null;

  @Field(() => Int, { simple: true, description: 'Working days that the law gives from the acceptance on. 法定工作日' })
  workingDays!: number;

  @Field(() => Boolean, { simple: true, description: 'Whether it is a land procedure; of these no paper may follow later. 是否用地手续' })
  landUse!: boolean;

  @Field(() => Boolean, { simple: true, description: 'Whether papers may follow later. 是否可容缺后补' })
  papersMayFollow!: boolean;

  @Field(() => [Sector], { simple: true, description: 'Which sectors need it; all where none is named. 适用领域' })
  sectors!: Sector[];

  @Field(() => [ProjectOrigin], { simple: true, description: 'Whether new or continuing projects need it; both where none is named. 适用建设性质' })
  origins!: ProjectOrigin[];

  @Field(() => Boolean, { simple: true, description: 'Whether projects need it any more. 是否在用' })
  active!: boolean;
}

export interface PermitKindRow extends PermitKindType {
  readonly id: number;
  readonly authorityId: number | null;
  readonly afterCodes: readonly string[];
}

@ObjectType('PermitRules', { description: 'What the city has set for all permits. 手续办理规则。' })
export class PermitRulesType {
  @Field(() => Float, { simple: true, description: 'What part is to come online without a visit, 0 to 1. 网上办目标' })
  onlineTarget!: number;

  @Field(() => Float, { simple: true, description: 'What part is to come with one visit, 0 to 1. 只跑一次目标' })
  oneVisitTarget!: number;

  @Field(() => Float, { simple: true, description: 'What part is to be done for the company, 0 to 1. 我帮办目标' })
  doneForYouTarget!: number;

  @Field(() => Int, { simple: true, description: 'How many working days before it is due a paper is reminded of. 提前催补工作日' })
  remindBefore!: number;
}

/** Money is yuan. */
export interface PermitRulesRow extends PermitRulesType {
  readonly commitmentFrom: string;
}

@InputType({ description: 'A kind of permit: made where there is none with this code, else said anew. 设定手续种类。' })
export class PermitKindSetInput {
  @Field(() => String, { description: 'Stable, at most 40 characters. 编码' })
  code!: string;

  @Field(() => String, { description: 'In Chinese, at most 200 characters. 中文名称' })
  nameZh!: string;

  @Field(() => String, { description: 'In English, at most 200 characters. 英文名称' })
  nameEn!: string;

  @Field(() => ID, { nullable: true, description: 'The unit that grants it where a permit names no other. 审批单位' })
  authorityId?: string | null;

  @Field(() => Int, { description: 'Its place in lists, 0 to 10,000. 顺序' })
  position!: number;

  @Field(() => [String], { defaultValue: [], description: 'Codes of the kinds that must be granted before it is applied for. 前置手续' })
  after!: string[];

  @Field(() => String, { nullable: true, description: 'The name of its parallel group, at most 200 characters. 并联审批组' })
  parallelGroup?: string | null;

  @Field(() => Int, { description: 'Working days that the law gives, 1 to 250. 法定工作日' })
  workingDays!: number;

  @Field(() => Boolean, { defaultValue: false, description: 'Whether it is a land procedure. 是否用地手续' })
  landUse!: boolean;

  @Field(() => Boolean, { defaultValue: false, description: 'Whether papers may follow later; never of a land procedure. 是否可容缺后补' })
  papersMayFollow!: boolean;

  @Field(() => [Sector], { defaultValue: [], description: 'Which sectors need it; all where none is named. 适用领域' })
  sectors!: Sector[];

  @Field(() => [ProjectOrigin], { defaultValue: [], description: 'Whether new or continuing projects need it; both where none is named. 适用建设性质' })
  origins!: ProjectOrigin[];

  @Field(() => Boolean, { defaultValue: true, description: 'Whether projects need it. 是否在用' })
  active!: boolean;
}

@InputType({ description: 'What holds for all permits; the targets make 1 together. 设定手续办理规则。' })
export class PermitRulesSetInput {
  @Field(() => Float, { description: 'What part is to come online without a visit, 0 to 1, to a thousandth. 网上办目标' })
  onlineTarget!: number;

  @Field(() => Float, { description: 'What part is to come with one visit. 只跑一次目标' })
  oneVisitTarget!: number;

  @Field(() => Float, { description: 'What part is to be done for the company. 我帮办目标' })
  doneForYouTarget!: number;

  @Field(() => MoneyScalar, { description: 'From which total investment on an industry project may commit itself. 承诺制投资门槛' })
  commitmentFrom!: string;

  @Field(() => MoneyUnit, { defaultValue: 'YI', description: 'In what the amount is said. 金额单位' })
  unit!: MoneyUnit;

  @Field(() => Int, { description: 'How many working days before it is due a paper is reminded of, 0 to 30. 提前催补工作日' })
  remindBefore!: number;
}

export const PermitKindPayload = payloadOf('PermitKind', 'permitKind', PermitKindType);
export const PermitRulesPayload = payloadOf('PermitRules', 'permitRules', PermitRulesType);
