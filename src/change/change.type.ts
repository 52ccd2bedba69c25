import { createUnionType, Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { AssignmentType } from '../assignment/assignment.type.js';
import { ContestType } from '../contest/contest.type.js';
import { SupplyOfferType } from '../demand/supply.type.js';
import { EnterpriseType } from '../enterprise/enterprise.type.js';
import type { Row } from '../graphql/node.js';
import { CursorScalar } from '../graphql/scalars.js';
import { IssueType } from '../issue/issue.type.js';
import { enumeration, type Word } from '../kernel/enumeration.js';
import { InvestmentLeadType } from '../lead/lead.type.js';
import { MeetingType } from '../meeting/meeting.type.js';
import { ProjectType } from '../project/project.type.js';

export const ChangeOperation = enumeration('CREATED', 'UPDATED', 'REMOVED');
export type ChangeOperation = Word<typeof ChangeOperation>;

registerEnumType(ChangeOperation, {
  name: 'ChangeOperation',
  description: 'What became of an entity within the scope. 变更类型。',
  valuesConfig: {
    CREATED: { description: 'It is new, or it came into the scope. 新增' },
    UPDATED: { description: 'It was in the scope and is. 更新' },
    REMOVED: { description: 'It is gone, or it left the scope or the viewer\'s sight. 移除' },
  },
});

export const ChangeType = enumeration('ISSUE', 'PROJECT', 'ASSIGNMENT', 'MEETING', 'INVESTMENT_LEAD', 'SUPPLY_OFFER', 'ENTERPRISE', 'CONTEST');
export type ChangeType = Word<typeof ChangeType>;

registerEnumType(ChangeType, {
  name: 'ChangeType',
  description: 'What kind of entity changed. 对象类型。',
  valuesConfig: {
    ISSUE: { description: 'An issue or demand. 问题、需求' },
    PROJECT: { description: 'A project: its data, its money, its leader, its light. 项目' },
    ASSIGNMENT: { description: 'Who answers for what. 包保' },
    MEETING: { description: 'A meeting: its course, agenda, sites and directives. 会议' },
    INVESTMENT_LEAD: { description: 'An investment lead. 招商线索' },
    SUPPLY_OFFER: { description: 'An offer: what there is of it and what is matched. 供给' },
    ENTERPRISE: { description: 'An enterprise outside the register: its data and reports. 企业' },
    CONTEST: { description: 'A contest: its rules, districts, corrections and course; not the figures that its table is reckoned from. 竞赛' },
  },
});

@InputType({ description: 'Which changes are wanted; all parts together narrow, a part left out does not. 订阅范围。' })
export class ChangeScope {
  @Field(() => [ChangeType], { nullable: true, description: 'Only these kinds of entities.' })
  types?: ChangeType[] | null;

  @Field(() => ID, { nullable: true, description: 'Only what lies in this region or below it.' })
  regionId?: string | null;

  @Field(() => [ID], { nullable: true, description: 'Only what concerns one of these projects.' })
  projectIds?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'Only these investment leads themselves: their stage, next step, contacts, needs and whatever else is theirs. 线索' })
  leadIds?: string[] | null;

  @Field(() => ID, { nullable: true, description: 'Only what this leader answers for.' })
  leaderId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Only what concerns this meeting: itself, the projects and leads on its agenda, and their issues and assignments.' })
  meetingId?: string | null;
}

export const ChangedEntity = createUnionType({
  name: 'ChangedEntity',
  description: 'What changed, as it stands at the batch\'s cursor. 变更的对象。',
  types: () => [ProjectType, IssueType, AssignmentType, MeetingType, InvestmentLeadType, SupplyOfferType, EnterpriseType, ContestType] as const,
  resolveType: (row: unknown) => (row as Row).__typename,
});

@ObjectType('Change', { description: 'One entity that changed. 一项变更。' })
export class Change {
  @Field(() => ChangeOperation, { simple: true, description: 'What became of it.' })
  operation!: ChangeOperation;

  @Field(() => ChangeType, { simple: true, description: 'What it is.' })
  type!: ChangeType;

  @Field(() => ID, { simple: true, description: 'Its global id, also where it is gone.' })
  entityId!: string;
}

@ObjectType('ChangeBatch', { simpleResolvers: true, description: 'A step from one committed state to a later one; each entity at most once. 一批变更。' })
export class ChangeBatch {
  @Field(() => CursorScalar, { description: 'Where this batch ends: give it as `since` to go on from here.' })
  cursor!: string;

  @Field(() => Boolean, { description: 'True where `since` can\'t be honoured, or the meeting that the scope names came into sight or left it: refetch, then go on from this batch\'s cursor.' })
  reset!: boolean;

  @Field(() => [Change], { description: 'What changed, in the order of the last change of each.' })
  changes!: Change[];
}
