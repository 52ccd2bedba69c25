import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { connectionOf } from '../graphql/connection.js';
import { Node, type Row } from '../graphql/node.js';
import { DateScalar, DateTimeScalar } from '../graphql/scalars.js';
import { payloadOf } from '../graphql/user-error.js';
import type { ScopeKeys } from '../kernel/rights.js';
import { Role } from '../graphql/enums.js';
import { IssueStatus } from './issue.enums.js';
import { IssueAct, lifecycle, UnitPart } from './issue.lifecycle.js';
import { ExtensionState } from './issue-parts.entity.js';

registerEnumType(ExtensionState, {
  name: 'ExtensionState',
  description: 'What became of a request for a later deadline. 延期申请状态。',
  valuesConfig: {
    OPEN: { description: 'Not decided yet. 待批' },
    APPROVED: { description: 'Granted: its day is the deadline. 已批准' },
    REFUSED: { description: 'Refused. 未批准' },
    WITHDRAWN: { description: 'It lost its object: the issue was given to somebody else, resolved or closed. 已撤销' },
  },
});

registerEnumType(IssueAct, {
  name: 'IssueAct',
  description: 'What can be done to an issue; `issueActs` has all of it. 办理动作。',
  valuesConfig: Object.fromEntries(Object.entries(lifecycle).map(([act, { says, zh }]) => [act, { description: `${says} ${zh}` }])) as Record<IssueAct, { description: string }>,
});

registerEnumType(UnitPart, {
  name: 'UnitPart',
  description: 'What a unit is to an issue. 单位身份。',
  valuesConfig: {
    LEAD: { description: 'It answers for the issue. 牵头' },
    SUPPORTING: { description: 'It helps. 协办' },
    ANY: { description: 'Either. 牵头或协办' },
  },
});

@ObjectType('IssueActRule', { simpleResolvers: true, description: 'One act of an issue\'s life: who does it, from which statuses, to which. 办理规则。' })
export class IssueActRuleType {
  @Field(() => IssueAct, { description: 'The act. 动作' })
  act!: IssueAct;

  @Field(() => String, { description: 'The mutation that does it. 接口' })
  mutation!: string;

  @Field(() => [IssueStatus], { description: 'Statuses in which it can be done. 适用状态' })
  from!: IssueStatus[];

  @Field(() => IssueStatus, { nullable: true, description: 'The status that it leads to; null where the status stays. 办理后状态' })
  to!: IssueStatus | null;

  @Field(() => [Role], { description: 'Roles that may do it, on issues that they see. 可办角色' })
  roles!: readonly Role[];

  @Field(() => UnitPart, { description: 'What a unit has to be to the issue to do it; for other roles it means nothing. 单位身份' })
  unit!: UnitPart;

  @Field(() => String, { description: 'In one sentence. 说明' })
  says!: string;
}

@ObjectType('ExtensionRequest', { simpleResolvers: true, description: 'A later deadline was asked for. 延期申请。' })
export class ExtensionRequestType {
  @Field(() => DateScalar, { description: 'The day asked for. 申请期限' })
  dueOn!: string;

  @Field(() => String, { description: 'Why. 理由' })
  reason!: string;

  @Field(() => ExtensionState, { description: 'What became of it. 状态' })
  state!: ExtensionState;

  @Field(() => String, { description: 'Who asked, by name. 申请人' })
  askedBy!: string;

  @Field(() => DateTimeScalar, { description: 'When it was asked for. 申请时间' })
  askedAt!: string;

  @Field(() => String, { nullable: true, description: 'Who decided or ended it, by name; null while it is open. 批复人' })
  decidedBy!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When. 批复时间' })
  decidedAt!: string | null;

  @Field(() => String, { nullable: true, description: 'What was said to it. 批复意见' })
  note!: string | null;
}

@ObjectType('IssueAnswer', { description: 'What a supporting unit says of its part. 协办反馈。' })
export class IssueAnswerType {
  @Field(() => String, { simple: true, description: 'Its words; of a waived one the office\'s reason. 内容' })
  text!: string;

  @Field(() => Boolean, { simple: true, description: 'Whether its part is done. 是否办完' })
  done!: boolean;

  @Field(() => Boolean, { simple: true, description: 'Whether the office did without it. 是否免予反馈' })
  waived!: boolean;

  @Field(() => String, { simple: true, description: 'Who said it, by name. 反馈人' })
  by!: string;

  @Field(() => DateTimeScalar, { simple: true, description: 'When. 时间' })
  at!: string;
}

@ObjectType('IssueReturn', { simpleResolvers: true, description: 'A resolution that was not accepted. 退办记录。' })
export class IssueReturnType {
  @Field(() => DateTimeScalar, { description: 'When. 时间' })
  at!: string;

  @Field(() => String, { nullable: true, description: 'Who returned it, by name. 退办人' })
  by!: string | null;

  @Field(() => String, { nullable: true, description: 'Why. 原因' })
  reason!: string | null;
}

@ObjectType('Evidence', { implements: Node, description: 'A link to what shows how an issue stands; nothing is fetched from it. 佐证。' })
export class EvidenceType extends Node {
  @Field(() => String, { simple: true, description: 'An http or https address. 网址' })
  url!: string;

  @Field(() => String, { simple: true, description: 'What is seen there. 标题' })
  title!: string;

  @Field(() => String, { simple: true, description: 'Who added it, by name. 添加人' })
  addedBy!: string;

  @Field(() => DateTimeScalar, { simple: true, description: 'When. 添加时间' })
  addedAt!: string;

  @Field(() => String, { nullable: true, simple: true, description: 'Who took it away again, by name; null while it stands. 撤销人' })
  endedBy!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, simple: true, description: 'When it was taken away. 撤销时间' })
  endedAt!: string | null;
}

@ObjectType('Comment', { implements: Node, description: 'A remark on an issue. 留言。' })
export class CommentType extends Node {
  @Field(() => String, { nullable: true, simple: true, description: 'The remark; null once it is withdrawn. 内容' })
  text!: string | null;

  @Field(() => String, { simple: true, description: 'Who made it, by name. 留言人' })
  author!: string;

  @Field(() => DateTimeScalar, { simple: true, description: 'When. 时间' })
  at!: string;

  @Field(() => String, { nullable: true, simple: true, description: 'Who withdrew it, by name. 撤回人' })
  withdrawnBy!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, simple: true, description: 'When it was withdrawn. 撤回时间' })
  withdrawnAt!: string | null;
}

export interface EvidenceRow extends Row {
  readonly issueId: number;
  readonly scope: ScopeKeys;
}

export interface CommentRow extends Row {
  readonly issueId: number;
  readonly scope: ScopeKeys;
}

export const CommentConnection = connectionOf('Comment', CommentType);
export const EvidencePayload = payloadOf('Evidence', 'evidence', EvidenceType);
