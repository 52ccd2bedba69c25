import { Field, Int, ObjectType } from 'type-graphql';
import type { ScopeKeys } from '../kernel/rights.js';
import { connectionOf } from '../graphql/connection.js';
import { Status } from '../graphql/enums.js';
import { Node, type Row } from '../graphql/node.js';
import { DateTimeScalar } from '../graphql/scalars.js';
import type { AgendaItem } from './agenda-item.entity.js';
import type { Directive } from './directive.entity.js';
import type { MeetingSite } from './meeting-site.entity.js';
import type { Meeting } from './meeting.entity.js';
import { AgendaItemStatus, MeetingMode, MeetingStatus, SiteKind } from './meeting.enums.js';

@ObjectType('Meeting', { implements: Node, description: 'A remote video dispatch meeting. 调度会。' })
export class MeetingType extends Node implements Pick<Meeting, 'title' | 'mode' | 'status' | 'cancelReason' | 'warnAt' | 'version'> {
  @Field(() => String, { simple: true, description: 'Title. 会议名称' })
  title!: string;

  @Field(() => MeetingMode, { simple: true, description: 'How it works. 方式' })
  mode!: MeetingMode;

  @Field(() => Status, { simple: true, description: 'Where it stands. 状态' })
  status!: MeetingStatus;

  @Field(() => DateTimeScalar, { simple: true, description: 'When it is planned to start. 计划开始时间' })
  startsAt!: string;

  @Field(() => DateTimeScalar, { nullable: true, simple: true, description: 'When it started. 实际开始时间' })
  startedAt!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, simple: true, description: 'When it was closed or cancelled. 散会时间' })
  closedAt!: string | null;

  @Field(() => String, { nullable: true, simple: true, description: 'Why it was cancelled. 取消原因' })
  cancelReason!: string | null;

  @Field(() => [Int], { simple: true, description: 'From which shares of an item\'s planned minutes on the screens warn: percent, rising. 超时提醒（百分比）' })
  warnAt!: number[];

  @Field(() => Int, { simple: true, description: 'Rises when the meeting is corrected, started, closed or cancelled; give it back when correcting. 版本' })
  version!: number;
}

@ObjectType('AgendaItem', { implements: Node, description: 'One thing that a meeting takes up: a project, an investment lead or a topic. 议程。' })
export class AgendaItemType extends Node implements Pick<AgendaItem, 'position' | 'minutes' | 'status' | 'topic'> {
  @Field(() => Int, { simple: true, description: 'From 1, in the order of the agenda. 序号' })
  position!: number;

  @Field(() => Int, { simple: true, description: 'How long it is planned to take. 计划分钟数' })
  minutes!: number;

  @Field(() => AgendaItemStatus, { simple: true, description: 'Where it stands. 状态' })
  status!: AgendaItemStatus;

  @Field(() => DateTimeScalar, { nullable: true, simple: true, description: 'When it was last called. 点到时间' })
  calledAt!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, simple: true, description: 'When it was done or deferred. 结束时间' })
  endedAt!: string | null;

  @Field(() => String, { nullable: true, simple: true, description: 'What it is about, where that is neither a project nor a lead. 议题' })
  topic!: string | null;
}

@ObjectType('MeetingSite', { implements: Node, description: 'A place with a screen that takes part in a meeting. 会场。' })
export class MeetingSiteType extends Node implements Pick<MeetingSite, 'name' | 'kind' | 'online'> {
  @Field(() => String, { simple: true, description: 'Name. 名称' })
  name!: string;

  @Field(() => SiteKind, { simple: true, description: 'What kind of place. 类别' })
  kind!: SiteKind;

  @Field(() => Boolean, { simple: true, description: 'Whether a screen of the site is connected now. 是否在线' })
  online!: boolean;
}

@ObjectType('Directive', { implements: Node, description: 'A decision of a meeting; it made an issue or took up a standing one. Seen by whoever sees the issue. 交办。' })
export class DirectiveType extends Node implements Pick<Directive, 'text'> {
  @Field(() => String, { simple: true, description: 'What was decided. 交办内容' })
  text!: string;

  @Field(() => DateTimeScalar, { simple: true, description: 'When it was recorded. 交办时间' })
  at!: string;
}

export const MeetingConnection = connectionOf('Meeting', MeetingType);

/** What decides whether a viewer sees the row. */
export interface Scoped {
  readonly scope: ScopeKeys;
}

export interface MeetingRow extends Row, Scoped, Pick<Meeting, 'title' | 'mode' | 'status' | 'cancelReason' | 'chairId' | 'regionId' | 'warnAt' | 'seriesId' | 'version'> {
  readonly startsAt: string;
  readonly startedAt: string | null;
  readonly closedAt: string | null;
}

/** Whoever sees the meeting sees its items; what an item is about has a scope of its own. */
export interface AgendaItemRow extends Row, Pick<AgendaItem, 'meetingId' | 'position' | 'minutes' | 'projectId' | 'leadId' | 'topic' | 'status'> {
  readonly calledAt: string | null;
  readonly endedAt: string | null;
}

export interface MeetingSiteRow extends Row, Pick<MeetingSite, 'meetingId' | 'name' | 'kind' | 'regionId' | 'online'> {}

/** The scope is the issue's: who may not see the issue, may not read what was decided on it. */
export interface DirectiveRow extends Row, Scoped, Pick<Directive, 'meetingId' | 'itemId' | 'issueId' | 'text'> {
  readonly at: string;
}
