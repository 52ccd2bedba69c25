import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { connectionOf } from '../graphql/connection.js';
import { Node, type Row } from '../graphql/node.js';
import { DateScalar, DateTimeScalar } from '../graphql/scalars.js';
import { payloadOf } from '../graphql/user-error.js';
import { ActorType } from '../history/history.type.js';
import type { ScopeKeys } from '../kernel/rights.js';
import type { Enterprise } from './enterprise.entity.js';
import type { EnterpriseReport } from './enterprise-report.entity.js';

type Plain = 'code' | 'name' | 'employees' | 'fromElsewhere' | 'foreignStaff' | 'resumedOn' | 'product' | 'outputUnit' | 'plannedOutput' | 'version';

@ObjectType('Enterprise', { implements: Node, description: 'An enterprise that is followed though it is no project of the register. 企业。' })
export class EnterpriseType extends Node implements Pick<Enterprise, Plain> {
  @Field(() => String, { simple: true, description: 'Unique. 编码' })
  code!: string;

  @Field(() => String, { simple: true, description: 'Name. 名称' })
  name!: string;

  @Field(() => Int, { simple: true, description: 'All of its staff. 员工总数' })
  employees!: number;

  @Field(() => Int, { nullable: true, simple: true, description: 'Of these, who live elsewhere. 外地员工' })
  fromElsewhere!: number | null;

  @Field(() => Int, { nullable: true, simple: true, description: 'Of these, foreigners. 外籍员工' })
  foreignStaff!: number | null;

  @Field(() => DateScalar, { nullable: true, simple: true, description: 'When it resumed production; null where it has not. 复产日' })
  resumedOn!: string | null;

  @Field(() => String, { simple: true, description: 'What it makes; may be empty. 产品' })
  product!: string;

  @Field(() => String, { simple: true, description: 'In what its output is counted; may be empty. 产量单位' })
  outputUnit!: string;

  @Field(() => Int, { nullable: true, simple: true, description: 'Planned output of the year. 年度计划产量' })
  plannedOutput!: number | null;

  @Field(() => DateTimeScalar, { simple: true, description: 'When it was entered. 登记时间' })
  registeredAt!: string;

  @Field(() => Int, { simple: true, description: 'Rises with every correction; give it back when correcting. 版本' })
  version!: number;
}

/** An enterprise as the queries read it. */
export interface EnterpriseRow extends Row, Pick<Enterprise, Plain | 'regionId'> {
  readonly registeredAt: string;
  readonly scope: ScopeKeys;
}

type PlainReport = 'day' | 'staffPresent' | 'output' | 'remarks';

@ObjectType('EnterpriseReport', { simpleResolvers: true, description: 'What an enterprise reported of a day; what is null was not reported. 企业日报。' })
export class EnterpriseReportType implements Pick<EnterpriseReport, PlainReport> {
  @Field(() => DateScalar, { description: 'The day. 日期' })
  day!: string;

  @Field(() => Int, { nullable: true, description: 'Staff present. 到岗人数' })
  staffPresent!: number | null;

  @Field(() => Int, { nullable: true, description: 'Output of the day, in the enterprise\'s unit. 当日产量' })
  output!: number | null;

  @Field(() => String, { nullable: true, description: 'Whatever else. 备注' })
  remarks!: string | null;

  @Field(() => DateTimeScalar, { description: 'When it was made. 填报时间' })
  reportedAt!: string;

  @Field(() => ActorType, { nullable: true, description: 'Who made it; null for one written in the database itself. 填报人' })
  reporter!: ActorType | null;
}

export interface EnterpriseReportRow extends Pick<EnterpriseReport, PlainReport> {
  readonly id: number;
  readonly enterpriseId: number;
  readonly reportedAt: string;
  readonly reporter: ActorType | null;
}

export const EnterpriseConnection = connectionOf('Enterprise', EnterpriseType);
export const EnterpriseReportConnection = connectionOf('EnterpriseReport', EnterpriseReportType);
export const EnterprisePayload = payloadOf('Enterprise', 'enterprise', EnterpriseType);

@InputType({ description: 'Which enterprises; every part narrows. 企业筛选。' })
export class EnterpriseFilter {
  @Field(() => ID, { nullable: true, description: 'In this region or below it. 所在地区（含下级）' })
  regionId?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether it has resumed by today. 是否复产' })
  resumed?: boolean | null;

  @Field(() => String, { nullable: true, description: 'Part of the name or code. 名称或编码的一部分' })
  search?: string | null;
}

@ObjectType('EnterpriseStats', { description: 'Figures of the enterprises of one region that the viewer sees. 企业复产统计。' })
export class EnterpriseStatsType {
  @Field(() => Int, { simple: true, description: 'How many there are. 企业数' })
  count!: number;

  @Field(() => Int, { simple: true, description: 'How many have resumed by today. 已复产数' })
  resumed!: number;

  @Field(() => Int, { simple: true, description: 'All their staff. 员工总数' })
  employees!: number;

  @Field(() => Int, { simple: true, description: 'Staff present, by the last report of each that names them. 到岗人数' })
  staffPresent!: number;
}

export interface EnterpriseStatsRow {
  /** Null for all together. */
  readonly regionId: number | null;
  readonly count: number;
  readonly resumed: number;
  readonly employees: number;
  readonly staffPresent: number;
}
