import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { ScopeKeys } from '../kernel/rights.js';
import { connectionOf } from '../graphql/connection.js';
import { Status } from '../graphql/enums.js';
import { Node, type Row } from '../graphql/node.js';
import { DateScalar, DateTimeScalar } from '../graphql/scalars.js';
import type { Issue } from './issue.entity.js';
import { IssueCategory, IssueKind, IssueLevel, IssueStatus, ServiceMode, Severity } from './issue.enums.js';

@ObjectType({ simpleResolvers: true, description: 'What a reporting system calls an issue; one issue for each. 外部编号。' })
export class ExternalRef {
  @Field(() => String, { description: 'The system that reported it. 来源系统' })
  system!: string;

  @Field(() => String, { description: 'Its key in that system. 来源编号' })
  key!: string;
}

type Plain = Pick<Issue, 'number' | 'kind' | 'category' | 'title' | 'detail' | 'severity' | 'status' | 'level' | 'serviceMode' | 'dueOn' | 'signBy' | 'reminders' | 'returns' | 'version'>;

@ObjectType('Issue', { implements: Node, description: 'What stands in the way of a project, a lead or a region, or what it needs; from the report to a verified end. 问题与需求。' })
export class IssueType extends Node implements Plain {
  @Field(() => String, { simple: true, description: 'For people, unique and stable: `DQ-2020-0001`. 编号' })
  number!: string;

  @Field(() => IssueKind, { simple: true, description: 'Problem or demand. 类别' })
  kind!: IssueKind;

  @Field(() => IssueCategory, { simple: true, description: 'What it is about. 类型' })
  category!: IssueCategory;

  @Field(() => String, { simple: true, description: 'In one line. 标题' })
  title!: string;

  @Field(() => String, { simple: true, description: 'The whole of it; may be empty. 详情' })
  detail!: string;

  @Field(() => Severity, { simple: true, description: 'How hard it hits. 严重程度' })
  severity!: Severity;

  @Field(() => Status, { simple: true, description: 'How far it has come. 状态' })
  status!: IssueStatus;

  @Field(() => IssueLevel, { simple: true, description: 'At which level it is handled. 层级' })
  level!: IssueLevel;

  @Field(() => ServiceMode, { nullable: true, simple: true, description: 'The way in which it is served; null while nobody chose one. 服务方式' })
  serviceMode!: ServiceMode | null;

  @Field(() => DateScalar, { nullable: true, simple: true, description: 'The last day on time; null while there is no deadline. 办理期限' })
  dueOn!: string | null;

  @Field(() => Boolean, { simple: true, description: 'Whether it is open after its deadline, by the city\'s business day. 是否超期' })
  overdue!: boolean;

  @Field(() => Int, { nullable: true, simple: true, description: 'Working days from today to the deadline, by the city\'s calendar; below zero past it, null without one or once closed. 剩余工作日' })
  workingDaysLeft!: number | null;

  @Field(() => DateScalar, { nullable: true, simple: true, description: 'The last day on which its unit signs for it in time; null while nobody has to. 签收期限' })
  signBy!: string | null;

  @Field(() => Int, { simple: true, description: 'How often its unit was reminded, by people and by rule. 催办次数' })
  reminders!: number;

  @Field(() => DateTimeScalar, { nullable: true, simple: true, description: 'When it was last reminded; null where it never was. 最近催办' })
  remindedAt!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, simple: true, description: 'When it was last raised to a higher level; null where it never was. 最近提级' })
  escalatedAt!: string | null;

  @Field(() => Int, { simple: true, description: 'How often a resolution was not accepted. 退办次数' })
  returns!: number;

  @Field(() => ExternalRef, { nullable: true, simple: true, description: 'Null where no other system reported it. 外部编号' })
  externalRef!: ExternalRef | null;

  @Field(() => DateTimeScalar, { simple: true, description: 'When it was reported. 上报时间' })
  reportedAt!: string;

  @Field(() => DateTimeScalar, { nullable: true, simple: true, description: 'When its handler called it resolved; null before, and again after a return. 办结时间' })
  resolvedAt!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, simple: true, description: 'When it was verified and closed. 销号时间' })
  closedAt!: string | null;

  @Field(() => Int, { simple: true, description: 'Rises with every change; give it back when correcting.' })
  version!: number;
}

/** An issue as the queries read it. */
export interface IssueRow extends Row, Plain {
  readonly overdue: boolean;
  readonly workingDaysLeft: number | null;
  readonly remindedAt: string | null;
  readonly escalatedAt: string | null;
  readonly externalRef: ExternalRef | null;
  readonly reportedAt: string;
  readonly resolvedAt: string | null;
  readonly closedAt: string | null;
  readonly projectId: number | null;
  readonly leadId: number | null;
  /** The region of its subject. */
  readonly regionId: number;
  readonly leadUnitId: number | null;
  readonly recurrenceOfId: number | null;
  readonly mergedIntoId: number | null;
  readonly scope: ScopeKeys;
}

export const IssueConnection = connectionOf('Issue', IssueType);

@InputType({ description: 'Which issues; every part narrows, a list is any of its values. 问题筛选。' })
export class IssueFilter {
  @Field(() => Boolean, { nullable: true, description: 'Open ones (all but CLOSED), or closed ones. 未销号' })
  open?: boolean | null;

  @Field(() => [IssueStatus], { nullable: true, description: 'Status. 状态' })
  status?: IssueStatus[] | null;

  @Field(() => [IssueKind], { nullable: true, description: 'Problems or demands. 类别' })
  kind?: IssueKind[] | null;

  @Field(() => [IssueCategory], { nullable: true, description: 'What they are about. 类型' })
  category?: IssueCategory[] | null;

  @Field(() => [IssueLevel], { nullable: true, description: 'Level. 层级' })
  level?: IssueLevel[] | null;

  @Field(() => ID, { nullable: true, description: 'Those of this project. 项目' })
  projectId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Those of the projects and leads that this leader answers for now, in any role. 包保领导' })
  leaderId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Those that this unit leads or supports. 承办单位' })
  unitId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Those whose subject lies in this region or below it. 地区' })
  regionId?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Open after their deadline, or not. 超期' })
  overdue?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'With a request for a later deadline that is not decided, or without. 有待批延期' })
  extensionRequested?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Duplicates that were closed into another issue, or all but them. 已并办' })
  merged?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Earlier issues come back, or all but them. 复发' })
  recurring?: boolean | null;

  @Field(() => Int, { nullable: true, description: 'Returned at least so often. 退办次数不少于' })
  returnedAtLeast?: number | null;

  @Field(() => DateScalar, { nullable: true, description: 'Due on this day or before it. 期限不晚于' })
  dueBy?: string | null;

  @Field(() => String, { nullable: true, description: 'A piece of the title or the number, in any case. 搜索' })
  search?: string | null;
}
