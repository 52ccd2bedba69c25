import { registerEnumType } from 'type-graphql';
import { enumeration, type Word } from '../kernel/enumeration.js';
import { MoneyUnit } from '../kernel/money.js';
import { Role } from '../kernel/viewer.js';

registerEnumType(MoneyUnit, {
  name: 'MoneyUnit',
  description: 'In what an amount of CNY is said. 金额单位。',
  valuesConfig: {
    YUAN: { description: 'Yuan. 元' },
    WAN: { description: 'Ten thousand yuan. 万元' },
    YI: { description: 'A hundred million yuan. 亿元' },
  },
});

/**
 * The statuses of issues and of meetings in one output type: a client that selects `status` on both within one union could
 * not be answered with two (fields of one name must have one shape). Filters take the narrower enums.
 */
export const Status = enumeration('REPORTED', 'ASSIGNED', 'ACKNOWLEDGED', 'RESOLVED', 'CLOSED', 'SCHEDULED', 'IN_PROGRESS', 'CANCELLED');
export type Status = Word<typeof Status>;

registerEnumType(Status, {
  name: 'Status',
  description: 'How far an issue or a meeting has come. An issue has the values of `IssueStatus`, a meeting those of `MeetingStatus`. 状态。',
  valuesConfig: {
    REPORTED: { description: 'Issue: reported, given to nobody yet. 已上报' },
    ASSIGNED: { description: 'Issue: given to a unit. 已交办' },
    ACKNOWLEDGED: { description: 'Issue: signed for by the unit. 已签收' },
    RESOLVED: { description: 'Issue: resolved in the handler\'s word, not verified yet. 已办结' },
    CLOSED: { description: 'Issue: verified by another. Meeting: over. 已销号、已散会' },
    SCHEDULED: { description: 'Meeting: not started yet. 已排定' },
    IN_PROGRESS: { description: 'Meeting: going on. 进行中' },
    CANCELLED: { description: 'Meeting: cancelled before it started. 已取消' },
  },
});

registerEnumType(Role, {
  name: 'Role',
  description: 'What somebody is to the system: what they see and may do follows from it. 角色。',
  valuesConfig: {
    ADMIN: { description: 'Sees everything and does everything. 管理员' },
    DISPATCHER: { description: 'The dispatch office, of the whole tree or of one region. 调度员' },
    LEADER: { description: 'A city leader who answers for projects and leads. 包保领导' },
    OFFICER: { description: 'A chief service or facilitation officer of projects. 服务专员' },
    UNIT: { description: 'A unit that leads or supports issues. 承办单位' },
    OWNER: { description: 'A company, of the projects that it owns. 业主单位' },
    INTEGRATION: { description: 'A system of another house. 接入系统' },
    SCREEN: { description: 'A screen in a site of meetings. 会场屏幕' },
    VIEWER: { description: 'Sees and does nothing. 查看者' },
  },
});

export { MoneyUnit, Role };
