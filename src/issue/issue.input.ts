import { ArgsType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { PageArgs } from '../graphql/connection.js';
import { payloadOf, UserError } from '../graphql/user-error.js';
import { DateScalar, QuantityScalar } from '../graphql/scalars.js';
import { IssueCategory, IssueKind, IssueLevel, IssueOrder, ServiceMode, Severity } from './issue.enums.js';
import { IssueFilter, IssueType } from './issue.type.js';

@ArgsType()
export class IssuesArgs extends PageArgs {
  @Field(() => IssueFilter, { nullable: true, description: 'Which issues; all that the viewer sees where it is left out.' })
  filter?: IssueFilter | null;

  @Field(() => IssueOrder, { defaultValue: 'REPORTED_AT_DESC', description: 'What the list is sorted by.' })
  orderBy!: IssueOrder;
}

@InputType({ description: 'What the reporting system calls the issue: a report that is sent again is answered with the issue that stands. 外部编号。' })
export class ExternalRefInput {
  @Field(() => String, { description: 'The system; an integration names its own. At most 200 characters.' })
  system!: string;

  @Field(() => String, { description: 'The key in that system, at most 200 characters.' })
  key!: string;
}

@InputType({ description: 'What is needed, and how much of it. 需求内容。' })
export class DemandInput {
  @Field(() => String, { description: 'The code of a kind of `demandKinds`. 需求种类' })
  kind!: string;

  @Field(() => QuantityScalar, { nullable: true, description: 'How much, positive and with at most 3 decimals; left out where the kind has no measures. 数量' })
  quantity?: string | null;

  @Field(() => String, { nullable: true, description: 'One of the measures of the kind, such as 人 or 千伏安. 计量单位' })
  measure?: string | null;
}

@InputType({ description: 'What stands in the way or is needed. Exactly one of projectCode, projectId, leadId, regionId says of what. 上报问题。' })
export class IssueReportInput {
  @Field(() => String, { nullable: true, description: 'The code of the project. 项目编码' })
  projectCode?: string | null;

  @Field(() => ID, { nullable: true, description: 'The project. 项目' })
  projectId?: string | null;

  @Field(() => ID, { nullable: true, description: 'The investment lead. 招商线索' })
  leadId?: string | null;

  @Field(() => ID, { nullable: true, description: 'The region, for what concerns no single project or lead. 地区' })
  regionId?: string | null;

  @Field(() => IssueKind, { description: 'Problem or demand.' })
  kind!: IssueKind;

  @Field(() => IssueCategory, { description: 'What it is about.' })
  category!: IssueCategory;

  @Field(() => Severity, { description: 'How hard it hits.' })
  severity!: Severity;

  @Field(() => String, { description: 'In one line, at most 200 characters.' })
  title!: string;

  @Field(() => String, { nullable: true, description: 'The whole of it, at most 10,000 characters.' })
  detail?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'By when it has to be settled; not before today.' })
  dueOn?: string | null;

  @Field(() => Int, { nullable: true, description: 'Instead of dueOn: so many working days from today, 0 to 250. 工作日期限' })
  dueInWorkingDays?: number | null;

  @Field(() => IssueLevel, { nullable: true, defaultValue: 'PROJECT', description: 'At which level it starts.' })
  level?: IssueLevel | null;

  @Field(() => ExternalRefInput, { nullable: true, description: 'Makes the report safe to send again; integrations must give it, leaders, officers and owners report for no system.' })
  externalRef?: ExternalRefInput | null;

  @Field(() => DemandInput, { nullable: true, description: 'What is needed; for the kind DEMAND only, and the category must be that of its kind. 需求内容' })
  demand?: DemandInput | null;

  @Field(() => ID, { nullable: true, description: 'The issue about the same that was closed and has come back. 复发自' })
  recurrenceOf?: string | null;
}

@InputType({ description: 'Who is to handle an issue, and by when. 交办。' })
export class IssueAssignInput {
  @Field(() => ID, { description: 'The unit that answers for it. 牵头单位' })
  leadUnitId!: string;

  @Field(() => [ID], { nullable: true, defaultValue: [], description: 'All units that help; replaces those that did. 协办单位' })
  supportingUnitIds?: string[] | null;

  @Field(() => DateScalar, { nullable: true, description: 'The last day on time; not before today. Exactly one of dueOn and dueInWorkingDays is given. 办理期限' })
  dueOn?: string | null;

  @Field(() => Int, { nullable: true, description: 'The last day on time as so many working days from today, 0 to 250. 工作日期限' })
  dueInWorkingDays?: number | null;

  @Field(() => ServiceMode, { nullable: true, description: 'The way in which it is served; what was chosen before stays where it is left out. 服务方式' })
  serviceMode?: ServiceMode | null;
}

@InputType({ description: 'What to correct; what is left out stays. 更正问题。' })
export class IssueCorrectInput {
  @Field(() => Int, { description: 'The version that was read; another one in between is a CONFLICT.' })
  version!: number;

  @Field(() => IssueKind, { nullable: true, description: 'Problem or demand.' })
  kind?: IssueKind | null;

  @Field(() => IssueCategory, { nullable: true, description: 'What it is about.' })
  category?: IssueCategory | null;

  @Field(() => Severity, { nullable: true, description: 'How hard it hits.' })
  severity?: Severity | null;

  @Field(() => String, { nullable: true, description: 'New title.' })
  title?: string | null;

  @Field(() => String, { nullable: true, description: 'New detail.' })
  detail?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'New deadline; not before the day of the report.' })
  dueOn?: string | null;

  @Field(() => Int, { nullable: true, description: 'Instead of dueOn: so many working days from today, 0 to 250. 工作日期限' })
  dueInWorkingDays?: number | null;
}

export const IssuePayload = payloadOf('Issue', 'issue', IssueType);

@ObjectType({ simpleResolvers: true, description: 'What came of issues that were given together. 批量交办结果。' })
export class IssueAssignManyPayload {
  @Field(() => [IssuePayload], { nullable: true, description: 'What came of each, in their order; null where none was looked at.' })
  results!: unknown[] | null;

  @Field(() => [UserError], { description: 'Why none was looked at; empty where each has its own result.' })
  userErrors!: UserError[];
}

@ObjectType({ simpleResolvers: true, description: 'What came of reports that were sent together. 批量上报结果。' })
export class IssueReportManyPayload {
  @Field(() => [IssuePayload], { nullable: true, description: 'What came of each report, in their order; null where none was looked at.' })
  results!: unknown[] | null;

  @Field(() => [UserError], { description: 'Why none was looked at; empty where each has its own result.' })
  userErrors!: UserError[];
}
