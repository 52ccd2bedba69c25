import { createUnionType, Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { connectionOf } from '../graphql/connection.js';
import { Node, type Row } from '../graphql/node.js';
import { DateTimeScalar } from '../graphql/scalars.js';
import { payloadOf } from '../graphql/user-error.js';
import { enumeration, type Word } from '../kernel/enumeration.js';
import type { ScopeKeys } from '../kernel/rights.js';
import { InvestmentLeadType, type LeadRow } from '../lead/lead.type.js';
import { ProjectType, type ProjectRow } from '../project/project.type.js';
import { AssignmentRole, type Assignment } from './assignment.entity.js';

registerEnumType(AssignmentRole, {
  name: 'AssignmentRole',
  description: 'In which role somebody answers for a project or an investment lead; each has one active holder at most. 服务员类别。',
  valuesConfig: {
    GENERAL_SERVICE_OFFICER: { description: 'The city leader who answers for it from start to end. 总服务员' },
    CHIEF_SERVICE_OFFICER: { description: 'Leads the service team. 首席服务员' },
    FACILITATION_OFFICER: { description: 'Visits, and brings policy, services and factors. 推进专员' },
  },
});

export const AssignmentOrder = enumeration('SINCE_ASC', 'SINCE_DESC');
export type AssignmentOrder = Word<typeof AssignmentOrder>;

registerEnumType(AssignmentOrder, {
  name: 'AssignmentOrder',
  description: 'How assignments are sorted. 包保关系排序。',
  valuesConfig: {
    SINCE_ASC: { description: 'Oldest first. 最早在前' },
    SINCE_DESC: { description: 'Newest first. 最新在前' },
  },
});

export const SubjectType = createUnionType({
  name: 'AssignmentSubject',
  description: 'What somebody answers for. 包保对象。',
  types: () => [ProjectType, InvestmentLeadType] as const,
  resolveType: (row: object) => (row as Row).__typename,
});

export type SubjectRow = ProjectRow | LeadRow;

@ObjectType('Assignment', { implements: Node, description: 'Who answers for what, in which role, from when to when; an ended one stays in the history. 包保关系。' })
export class AssignmentType extends Node implements Pick<Assignment, 'role' | 'duty'> {
  @Field(() => AssignmentRole, { simple: true, description: 'Role. 类别' })
  role!: AssignmentRole;

  @Field(() => DateTimeScalar, { simple: true, description: 'Since when. 起始时间' })
  since!: string;

  @Field(() => DateTimeScalar, { nullable: true, simple: true, description: 'Until when; null while it is active. 结束时间' })
  until!: string | null;

  @Field(() => String, { simple: true, description: 'What is expected in particular; may be empty. 职责' })
  duty!: string;
}

/** An assignment as the queries read it. */
export interface AssignmentRow extends Row, Pick<Assignment, 'role' | 'leaderId' | 'projectId' | 'leadId' | 'duty' | 'endReason'> {
  readonly since: string;
  readonly until: string | null;
  readonly scope: ScopeKeys;
}

export const AssignmentConnection = connectionOf('Assignment', AssignmentType);

@InputType({ description: 'Which assignments; all parts narrow together. 包保关系筛选。' })
export class AssignmentFilter {
  @Field(() => ID, { nullable: true, description: 'Held by this leader. 包保人' })
  leaderId?: string | null;

  @Field(() => [AssignmentRole], { nullable: true, description: 'In one of these roles. 类别' })
  role?: AssignmentRole[] | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether it is held now. 是否在任' })
  active?: boolean | null;

  @Field(() => ID, { nullable: true, description: 'On this project. 项目' })
  projectId?: string | null;

  @Field(() => ID, { nullable: true, description: 'On this investment lead. 线索' })
  leadId?: string | null;

  @Field(() => ID, { nullable: true, description: 'On what lies in this region or below it. 地区' })
  regionId?: string | null;
}

@InputType({ description: 'Who is to answer for what. 指派。' })
export class AssignmentMakeInput {
  @Field(() => ID, { description: 'The leader or officer.' })
  leaderId!: string;

  @Field(() => ID, { description: 'A Project or an InvestmentLead.' })
  subjectId!: string;

  @Field(() => AssignmentRole, { description: 'In which role; whoever holds it now hands over at this moment.' })
  role!: AssignmentRole;

  @Field(() => String, { nullable: true, description: 'What is expected in particular, at most 2,000 characters.' })
  duty?: string | null;

  @Field(() => String, { nullable: true, description: 'Why the earlier holder hands over, at most 2,000 characters.' })
  reason?: string | null;
}

export const AssignmentPayload = payloadOf('Assignment', 'assignment', AssignmentType);
