import { Field, Float, Int, ObjectType } from 'type-graphql';
import { connectionOf } from '../graphql/connection.js';
import { Node, type Row } from '../graphql/node.js';
import { DateScalar, DateTimeScalar } from '../graphql/scalars.js';
import { payloadOf, UserError } from '../graphql/user-error.js';
import { ActorType } from '../history/history.type.js';
import type { ScopeKeys } from '../kernel/rights.js';
import { ReportKind, WorkerTransport } from './progress-report.enums.js';
import type { ProgressReport } from './progress-report.entity.js';

@ObjectType('WorkersFrom', { simpleResolvers: true, description: 'Workers who are back, of one place of origin. 分来源地返岗人数。' })
export class WorkersFromType {
  @Field(() => String, { description: 'The province that they came from. 来源省份' })
  province!: string;

  @Field(() => Int, { description: 'How many. 人数' })
  workers!: number;
}

@ObjectType('WorkersBy', { simpleResolvers: true, description: 'Workers who are back, by how they came. 分方式返岗人数。' })
export class WorkersByType {
  @Field(() => WorkerTransport, { description: 'How they came. 方式' })
  transport!: WorkerTransport;

  @Field(() => Int, { description: 'How many. 人数' })
  workers!: number;
}

type Plain = 'kind' | 'day' | 'workersOnSite' | 'workersBack' | 'isolated' | 'started' | 'permits' | 'prevention' | 'remarks' | 'photos' | 'correctionReason';

@ObjectType('ProgressReport', { implements: Node, description: 'What was reported of a project on a day; never changed, but superseded by a later one of the same day and kind. What is null was not reported. 进度填报。' })
export class ProgressReportType extends Node implements Pick<ProgressReport, Plain> {
  @Field(() => ReportKind, { simple: true, description: 'What it speaks of. 类型' })
  kind!: ReportKind;

  @Field(() => DateScalar, { simple: true, description: 'The day that it speaks of; a weekly one\'s is the Sunday of its week. 填报日' })
  day!: string;

  @Field(() => Float, { nullable: true, simple: true, description: 'Share of the physical work that is done, 0 to 1. 形象进度' })
  physicalProgress!: number | null;

  @Field(() => Int, { nullable: true, simple: true, description: 'Workers on the site. 在场人数' })
  workersOnSite!: number | null;

  @Field(() => Int, { nullable: true, simple: true, description: 'Of its workers, those who are back since the New Year. 返岗人数' })
  workersBack!: number | null;

  @Field(() => [WorkersFromType], { simple: true, description: 'The same by where they came from, the most first. 返岗来源' })
  backByOrigin!: WorkersFromType[];

  @Field(() => [WorkersByType], { simple: true, description: 'The same by how they came, the most first. 返岗方式' })
  backByTransport!: WorkersByType[];

  @Field(() => Int, { nullable: true, simple: true, description: 'How many of them are at an isolation point. 隔离人数' })
  isolated!: number | null;

  @Field(() => Boolean, { nullable: true, simple: true, description: 'Whether work began or resumed that day; the project\'s own days are set apart. 当日是否开（复）工' })
  started!: boolean | null;

  @Field(() => String, { nullable: true, simple: true, description: 'Permits that were handled. 手续办理情况' })
  permits!: string | null;

  @Field(() => String, { nullable: true, simple: true, description: 'Measures against the epidemic. 防疫措施' })
  prevention!: string | null;

  @Field(() => String, { nullable: true, simple: true, description: 'Whatever else. 备注' })
  remarks!: string | null;

  @Field(() => [String], { simple: true, description: 'Addresses of photos (http or https); the server never opens them. 照片链接' })
  photos!: string[];

  @Field(() => String, { nullable: true, simple: true, description: 'Why the investment is lower than one of an earlier day; null where nothing was corrected. 更正原因' })
  correctionReason!: string | null;

  @Field(() => DateTimeScalar, { simple: true, description: 'When it was made. 填报时间' })
  reportedAt!: string;

  @Field(() => ActorType, { nullable: true, simple: true, description: 'Who made it; null for one written in the database itself. 填报人' })
  reporter!: ActorType | null;
}

/** A report as the queries read it; money is yuan. */
export interface ProgressReportRow extends Row, Pick<ProgressReport, Plain | 'projectId' | 'completedInvestment'> {
  readonly physicalProgress: number | null;
  readonly backByOrigin: WorkersFromType[];
  readonly backByTransport: WorkersByType[];
  readonly reportedAt: string;
  readonly reporter: ActorType | null;
  readonly supersedesId: number | null;
  readonly supersededById: number | null;
  readonly scope: ScopeKeys;
}

export const ProgressReportConnection = connectionOf('ProgressReport', ProgressReportType);
export const ProgressReportPayload = payloadOf('ProgressReport', 'progressReport', ProgressReportType);

@ObjectType({ simpleResolvers: true, description: 'What came of reports that were made together. 批量填报结果。' })
export class ProgressReportMakeManyPayload {
  @Field(() => [ProgressReportPayload], { nullable: true, description: 'What came of each report, in their order; null where none was looked at.' })
  results!: unknown[] | null;

  @Field(() => [UserError], { description: 'Why none was looked at; empty where each has its own result.' })
  userErrors!: UserError[];
}
