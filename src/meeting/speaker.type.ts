import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { DateTimeScalar } from '../graphql/scalars.js';
import { SpeakerState } from './speaker-request.entity.js';

registerEnumType(SpeakerState, {
  name: 'SpeakerState',
  description: 'How a request to speak stands. 发言申请状态。',
  valuesConfig: {
    WAITING: { description: 'In the queue. 等待' },
    SPEAKING: { description: 'Has the word; one in a meeting. 正在发言' },
    ENDED: { description: 'Spoke and ended, or the meeting closed. 已结束' },
    DECLINED: { description: 'The office did without it. 未安排' },
    WITHDRAWN: { description: 'The site took it back. 已撤回' },
    LEFT: { description: 'The last screen of the site left. 会场离线' },
  },
});

@ObjectType('SpeakerRequest', { description: 'A site that asks to speak. 发言申请。' })
export class SpeakerRequestType {
  @Field(() => SpeakerState, { simple: true, description: 'How it stands. 状态' })
  state!: SpeakerState;

  @Field(() => DateTimeScalar, { simple: true, description: 'When it was asked. 申请时间' })
  askedAt!: string;

  @Field(() => DateTimeScalar, { nullable: true, simple: true, description: 'When the site got the word. 开始发言时间' })
  givenAt!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, simple: true, description: 'When it was over. 结束时间' })
  endedAt!: string | null;
}

export interface SpeakerRow extends SpeakerRequestType {
  readonly id: number;
  readonly meetingId: number;
  readonly siteId: number;
  readonly itemId: number | null;
}
