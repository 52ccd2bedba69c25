import { registerEnumType } from 'type-graphql';
import { enumeration, type Word } from '../kernel/enumeration.js';

export const ListKind = enumeration('START_SEQUENCE', 'PROGRESS', 'DEMAND', 'ISSUE', 'RESPONSIBILITY');
export type ListKind = Word<typeof ListKind>;

export const ListState = enumeration('AHEAD', 'OPEN', 'DUE', 'LATE', 'DONE');
export type ListState = Word<typeof ListState>;

/** What a list is sorted by; the id breaks ties. */
export const ListOrder = enumeration('DAY_ASC', 'DAY_DESC', 'LATE_DESC', 'WORST_DESC', 'REGION_ASC', 'LEADER_ASC', 'UNIT_ASC');
export type ListOrder = Word<typeof ListOrder>;

export const ListDimension = enumeration('REGION', 'LEADER', 'UNIT', 'TIER');
export type ListDimension = Word<typeof ListDimension>;

export const ListHappening = enumeration('NEW', 'CLOSED', 'SLIPPED', 'MOVED_UP', 'WORSENED', 'IMPROVED', 'HANDED_OVER');
export type ListHappening = Word<typeof ListHappening>;

registerEnumType(ListKind, {
  name: 'ListKind',
  description: 'The lists that dispatch works by. 清单。',
  valuesConfig: {
    START_SEQUENCE: { description: 'Projects that start or resume this year, and those that should have before, in planned order. 开工时序清单' },
    PROGRESS: { description: 'Projects under construction, with plan against actual of the year. 项目建设进度清单' },
    DEMAND: { description: 'Demands that are not closed. 需求清单' },
    ISSUE: { description: 'Problems that are not closed. 问题清单' },
    RESPONSIBILITY: { description: 'Who answers for which project or lead, in which role. 市级领导联系推进清单' },
  },
});

registerEnumType(ListState, {
  name: 'ListState',
  description: 'How a matter stands on its list. 清单状态。',
  valuesConfig: {
    AHEAD: { description: 'More is completed than the seasonal curve expects by today; PROGRESS only. 超前' },
    OPEN: { description: 'Under way, and nothing due within 7 days. 进行中' },
    DUE: { description: 'Its day is today or within 7 days. 临近' },
    LATE: { description: 'Its day has passed; in PROGRESS also: behind plan by as much as turns a light yellow. 逾期' },
    DONE: { description: 'Started, completed, closed, or handed over. 已完成' },
  },
});

registerEnumType(ListOrder, {
  name: 'ListOrder',
  description: 'What a list is sorted by. 清单排序。',
  valuesConfig: {
    DAY_ASC: { description: 'The earliest day first, those without one last. 按日期' },
    DAY_DESC: { description: 'Those without a day first, then the latest day. 按日期倒序' },
    LATE_DESC: { description: 'The longest overdue first. 按逾期天数' },
    WORST_DESC: { description: 'The most severe issue first; in PROGRESS the widest gap as a share of the plan; elsewhere the longest overdue. 按严重程度' },
    REGION_ASC: { description: 'By the region\'s code. 按地区' },
    LEADER_ASC: { description: 'By the leader\'s code, those without one last. 按包保领导' },
    UNIT_ASC: { description: 'By the unit\'s code, those without one last. 按责任单位' },
  },
});

registerEnumType(ListDimension, {
  name: 'ListDimension',
  description: 'By what a list\'s figures are split. 清单统计维度。',
  valuesConfig: {
    REGION: { description: 'By the very region in which a matter lies. 按地区' },
    LEADER: { description: 'By the leader who answers for it. 按包保领导' },
    UNIT: { description: 'By the unit that answers for it. 按责任单位' },
    TIER: { description: 'By the project\'s tier. 按项目级别' },
  },
});

registerEnumType(ListHappening, {
  name: 'ListHappening',
  description: 'What became of a matter between two moments. 清单变化。',
  valuesConfig: {
    NEW: { description: 'It stands on the list and did not before. 新增' },
    CLOSED: { description: 'It was done, or left the list. 销号' },
    SLIPPED: { description: 'Its day moved later. 推迟' },
    MOVED_UP: { description: 'Its day moved earlier, or was set. 提前' },
    WORSENED: { description: 'Severity, level or light went up. 加重' },
    IMPROVED: { description: 'Severity or light went down. 好转' },
    HANDED_OVER: { description: 'Another leader or unit answers for it. 移交' },
  },
});
