import { Field, ID, InputType, Int } from 'type-graphql';
import { DateTimeScalar } from '../graphql/scalars.js';
import { payloadOf } from '../graphql/user-error.js';
import { MeetingMode, MeetingStatus, SiteKind } from './meeting.enums.js';
import { MeetingType } from './meeting.type.js';

@InputType({ description: 'Which meetings; every part narrows, a list is any of its values. 会议筛选。' })
export class MeetingFilter {
  @Field(() => [MeetingStatus], { nullable: true, description: 'Where they stand. 状态' })
  status?: MeetingStatus[] | null;

  @Field(() => [MeetingMode], { nullable: true, description: 'How they work. 方式' })
  mode?: MeetingMode[] | null;

  @Field(() => ID, { nullable: true, description: 'Held by this region or one below it. 召开地区（含下级）' })
  regionId?: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Planned to start then or later. 起始时间' })
  from?: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Planned to start before then. 截止时间' })
  to?: string | null;

  @Field(() => ID, { nullable: true, description: 'This project stands on the agenda. 项目' })
  projectId?: string | null;

  @Field(() => String, { nullable: true, description: 'A piece of the title. 搜索' })
  search?: string | null;
}

@InputType({ description: 'An agenda item: exactly one of a project, an investment lead and a topic. 议程。' })
export class AgendaItemInput {
  @Field(() => ID, { nullable: true, description: 'The project to call. 项目' })
  projectId?: string | null;

  @Field(() => ID, { nullable: true, description: 'The investment lead to call. 线索' })
  leadId?: string | null;

  @Field(() => String, { nullable: true, description: 'A topic, at most 200 characters. 议题' })
  topic?: string | null;

  @Field(() => Int, { description: 'How long it is planned to take, 1 to 480. 计划分钟数' })
  minutes!: number;
}

@InputType({ description: 'A place that takes part. 会场。' })
export class MeetingSiteInput {
  @Field(() => String, { description: 'Name, at most 200 characters. 名称' })
  name!: string;

  @Field(() => SiteKind, { description: 'What kind of place. 类别' })
  kind!: SiteKind;

  @Field(() => ID, { nullable: true, description: 'Where it stands: whoever sees that region may follow the meeting. The meeting\'s own region where it is left out. 所在地区' })
  regionId?: string | null;
}

@InputType({ description: 'A new meeting. 排定会议。' })
export class MeetingScheduleInput {
  @Field(() => String, { description: 'Title, at most 200 characters. 会议名称' })
  title!: string;

  @Field(() => MeetingMode, { description: 'How it works. 方式' })
  mode!: MeetingMode;

  @Field(() => DateTimeScalar, { description: 'When it is planned to start. 计划开始时间' })
  startsAt!: string;

  @Field(() => ID, { nullable: true, description: 'The leader in the chair. 主持人' })
  chairId?: string | null;

  @Field(() => ID, { description: 'The region that holds it. 召开地区' })
  regionId!: string;

  @Field(() => [Int], { nullable: true, description: 'From which shares of an item\'s planned minutes on the screens warn: at most five, 1 to 300 percent; 80 and 100 where it is left out. 超时提醒（百分比）' })
  warnAt?: number[] | null;

  @Field(() => [AgendaItemInput], { defaultValue: [], description: 'What it takes up, in this order. 议程' })
  agenda!: AgendaItemInput[];

  @Field(() => [MeetingSiteInput], { defaultValue: [], description: 'Who takes part. 会场' })
  sites!: MeetingSiteInput[];
}

@InputType({ description: 'What to correct while the meeting is scheduled; what is left out stays. 更正会议。' })
export class MeetingCorrectInput {
  @Field(() => Int, { description: 'The version that was read; another one in between is a CONFLICT. 版本' })
  version!: number;

  @Field(() => String, { nullable: true, description: 'New title. 会议名称' })
  title?: string | null;

  @Field(() => MeetingMode, { nullable: true, description: 'New mode. 方式' })
  mode?: MeetingMode | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'New planned start. 计划开始时间' })
  startsAt?: string | null;

  @Field(() => ID, { nullable: true, description: 'New chair; null leaves the chair empty. 主持人' })
  chairId?: string | null;

  @Field(() => [Int], { nullable: true, description: 'From which shares of an item\'s planned minutes on the screens warn: at most five, 1 to 300 percent. 超时提醒（百分比）' })
  warnAt?: number[] | null;
}

export const MeetingPayload = payloadOf('Meeting', 'meeting', MeetingType);
