import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { connectionOf } from '../graphql/connection.js';
import { DateTimeScalar } from '../graphql/scalars.js';
import { Credential } from '../kernel/viewer.js';
import { AuditOperation, AuditOutcome, AuditTransport } from './audit.enums.js';

@ObjectType('AuditActor', { simpleResolvers: true, description: 'Who did it, as far as it is known. 操作人。' })
export class AuditActorType {
  @Field(() => String, { nullable: true, description: 'Stable over tokens; `sql:` and the database role where it was done by SQL.' })
  subject!: string | null;

  @Field(() => String, { nullable: true, description: 'As the credential named them. 姓名' })
  name!: string | null;

  @Field(() => String, { nullable: true, description: 'In which role. 角色' })
  role!: string | null;

  @Field(() => Credential, { nullable: true, description: 'By what they showed who they are. 凭证' })
  credential!: Credential | null;

  @Field(() => String, { nullable: true, description: 'The system, or the id of the unit, leader or region, that the role acts for. 代表' })
  onBehalfOf!: string | null;

  @Field(() => String, { description: 'The role of the database that the statement ran as: nobody sets it but the database. 数据库角色' })
  databaseRole!: string;
}

@ObjectType('AuditOrigin', { simpleResolvers: true, description: 'From where it came. 来源。' })
export class AuditOriginType {
  @Field(() => AuditTransport, { nullable: true, description: 'Null where the server acted by itself. 方式' })
  transport!: AuditTransport | null;

  @Field(() => String, { nullable: true, description: 'Of the other end of the line: a proxy\'s where there is one. 网络地址' })
  address!: string | null;

  @Field(() => String, { nullable: true, description: 'The request\'s id, as in the logs and in the `x-request-id` of its answer. 请求编号' })
  requestId!: string | null;
}

@ObjectType('AuditChange', { simpleResolvers: true, description: 'What one column of the row said before and after. 字段变更。' })
export class AuditChangeType {
  @Field(() => String, { description: 'The column\'s name in the database. 字段' })
  column!: string;

  @Field(() => String, { nullable: true, description: 'Null where the row or its value was not there. 原值' })
  before!: string | null;

  @Field(() => String, { nullable: true, description: 'Null where the row or its value is not there any more. 新值' })
  after!: string | null;
}

@ObjectType('AuditRefusal', { simpleResolvers: true, description: 'Why something was not done. 未予办理的原因。' })
export class AuditRefusalType {
  @Field(() => String, { description: 'As the caller was told in `userErrors` or in `extensions.code`.' })
  code!: string;

  @Field(() => [String], { description: 'The input that it was about.' })
  path!: string[];
}

@ObjectType('AuditEntry', { simpleResolvers: true, description: 'One entry of the audit: a row that was written, or an act that was not done. Never changed. 审计记录。' })
export class AuditEntryType {
  @Field(() => Int, { description: 'Its number, under which `audit:verify` speaks of it. 序号' })
  number!: number;

  @Field(() => DateTimeScalar, { description: 'Real time, whatever the business clock said. 时间' })
  at!: string;

  @Field(() => AuditOutcome, { description: 'What came of it. 结果' })
  outcome!: AuditOutcome;

  @Field(() => String, { nullable: true, description: 'The mutation, or what the server did by itself; null for SQL. 动作' })
  act!: string | null;

  @Field(() => AuditActorType, { description: 'Who. 操作人' })
  actor!: AuditActorType;

  @Field(() => AuditOriginType, { description: 'From where. 来源' })
  origin!: AuditOriginType;

  @Field(() => AuditOperation, { nullable: true, description: 'Null where nothing was written. 数据操作' })
  operation!: AuditOperation | null;

  @Field(() => String, { nullable: true, description: 'The table of the database; null where nothing was written. 数据表' })
  relation!: string | null;

  @Field(() => ID, { nullable: true, description: 'The row, or the one that it belongs to, by the id that `node` takes; it may be gone. Null where there is none to name. 对象' })
  entityId!: string | null;

  @Field(() => [AuditChangeType], { description: 'Column by column, those that differ. 变更内容' })
  changes!: AuditChangeType[];

  @Field(() => [AuditRefusalType], { description: 'Empty where it was done; of very many the first. 原因' })
  refusals!: AuditRefusalType[];

  @Field(() => Int, { description: 'How many attempts the entry stands for: more than one only where many of one kind came. 次数' })
  times!: number;
}

export const AuditEntryConnection = connectionOf('AuditEntry', AuditEntryType);

@InputType({ description: 'Which entries; all parts together narrow, a part left out does not. 审计查询条件。' })
export class AuditFilter {
  @Field(() => String, { nullable: true, description: 'Only what this subject did or tried.' })
  subject?: string | null;

  @Field(() => String, { nullable: true, description: 'Only this act, by the mutation\'s name.' })
  act?: string | null;

  @Field(() => ID, { nullable: true, description: 'Only what was done to this row, or tried on it.' })
  rowId?: string | null;

  @Field(() => [AuditOutcome], { nullable: true, description: 'Only what came to one of these.' })
  outcome?: AuditOutcome[] | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Only from this instant on, in real time.' })
  since?: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Only before this instant, in real time.' })
  until?: string | null;
}
