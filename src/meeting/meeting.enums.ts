import { registerEnumType } from 'type-graphql';
import { enumeration, type Word } from '../kernel/enumeration.js';
import { AgendaItemStatus } from './agenda-item.entity.js';
import { SiteKind } from './meeting-site.entity.js';
import { MeetingMode, MeetingStatus } from './meeting.entity.js';

/** What becomes of the item that was called before. */
export const ItemEnding = enumeration('DONE', 'DEFERRED');
export type ItemEnding = Word<typeof ItemEnding>;

/** What a list of meetings is sorted by; the id breaks ties. */
export const MeetingOrder = enumeration('STARTS_AT_DESC', 'STARTS_AT_ASC');
export type MeetingOrder = Word<typeof MeetingOrder>;

registerEnumType(MeetingMode, {
  name: 'MeetingMode',
  description: 'How a dispatch meeting works. 调度会方式。',
  valuesConfig: {
    VIDEO_INSPECTION: { description: 'Sites are inspected by video. 视频检查' },
    JOINT_HANDLING: { description: 'Units handle what is stuck together, online. 网络会办' },
    THEMATIC_SUPERVISION: { description: 'One theme is supervised over many projects. 专题督导' },
  },
});

registerEnumType(MeetingStatus, {
  name: 'MeetingStatus',
  description: 'Where a meeting stands. 会议状态。',
  valuesConfig: {
    SCHEDULED: { description: 'Planned; may still be changed or cancelled. 已排定' },
    IN_PROGRESS: { description: 'Started and not yet closed. 进行中' },
    CLOSED: { description: 'Over; nothing changes any more but who is said to have been there. 已散会' },
    CANCELLED: { description: 'Called off before it started. 已取消' },
  },
});

registerEnumType(AgendaItemStatus, {
  name: 'AgendaItemStatus',
  description: 'Where an agenda item stands. 议程状态。',
  valuesConfig: {
    PENDING: { description: 'Not yet called. 待点' },
    CALLED: { description: 'The item that the meeting is at; at most one. 正在进行' },
    DONE: { description: 'Taken up and finished. 已完成' },
    DEFERRED: { description: 'Put off; may be called again in the same meeting. 暂缓' },
  },
});

registerEnumType(SiteKind, {
  name: 'SiteKind',
  description: 'What kind of place takes part. 会场类别。',
  valuesConfig: {
    MAIN_HALL: { description: 'The main hall. 主会场' },
    COUNTY: { description: 'A hall of a district or county. 区县分会场' },
    DEPARTMENT: { description: 'A department. 部门分会场' },
    PROJECT_SITE: { description: 'A building site. 项目现场' },
  },
});

registerEnumType(ItemEnding, {
  name: 'ItemEnding',
  description: 'What becomes of the item that was called before. 上一议程的处理。',
  valuesConfig: {
    DONE: { description: 'It is finished. 完成' },
    DEFERRED: { description: 'It is put off. 暂缓' },
  },
});

registerEnumType(MeetingOrder, {
  name: 'MeetingOrder',
  description: 'What a list of meetings is sorted by. 排序。',
  valuesConfig: {
    STARTS_AT_DESC: { description: 'The latest planned start first. 按计划开始时间，新的在前' },
    STARTS_AT_ASC: { description: 'The earliest planned start first. 按计划开始时间，旧的在前' },
  },
});

export { AgendaItemStatus, MeetingMode, MeetingStatus, SiteKind };
