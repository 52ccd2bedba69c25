import { Field, ID, InputType, Int } from 'type-graphql';
import { DateScalar } from '../graphql/scalars.js';
import { payloadOf } from '../graphql/user-error.js';
import { IssueCategory, IssueKind, ServiceMode, Severity } from '../issue/issue.enums.js';
import { DirectiveType } from './meeting.type.js';

@InputType({ description: 'What the meeting decides on an item. 会议交办。' })
export class DirectiveRecordInput {
  @Field(() => ID, { description: 'The item: called now, or done in this meeting. 议程' })
  itemId!: string;

  @Field(() => String, { description: 'What is decided, at most 2,000 characters; a new issue takes its title from the first 60. 交办内容' })
  text!: string;

  @Field(() => ID, { nullable: true, description: 'The unit that answers for it; a new issue is unassigned where it is left out, a standing one stays with its unit. 牵头单位' })
  leadUnitId?: string | null;

  @Field(() => [ID], { nullable: true, description: 'All units that help; those of a standing issue stay where it is left out. 协办单位' })
  supportingUnitIds?: string[] | null;

  @Field(() => DateScalar, { nullable: true, description: 'The last day on time; not before today. 办理期限' })
  dueOn?: string | null;

  @Field(() => Int, { nullable: true, description: 'Instead of dueOn: so many working days from today, 0 to 250. 工作日期限' })
  dueInWorkingDays?: number | null;

  @Field(() => ServiceMode, { nullable: true, description: 'The way in which it is served. 服务方式' })
  serviceMode?: ServiceMode | null;

  @Field(() => ID, { nullable: true, description: 'An open issue of the same project, lead or region to take up; a new one is made where it is left out. 已有问题' })
  issueId?: string | null;

  @Field(() => IssueKind, { nullable: true, defaultValue: 'PROBLEM', description: 'Of a new issue: problem or demand. 类别' })
  kind?: IssueKind | null;

  @Field(() => IssueCategory, { nullable: true, defaultValue: 'OTHER', description: 'Of a new issue: what it is about. 类型' })
  category?: IssueCategory | null;

  @Field(() => Severity, { nullable: true, defaultValue: 'MEDIUM', description: 'Of a new issue: how hard it hits. 严重程度' })
  severity?: Severity | null;
}

export const DirectivePayload = payloadOf('Directive', 'directive', DirectiveType);
