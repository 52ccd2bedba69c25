import { registerEnumType } from 'type-graphql';
import { enumeration, type Word } from '../kernel/enumeration.js';
import { IssueCategory, IssueKind, IssueLevel, IssueStatus, ServiceMode, Severity } from './issue.entity.js';

/** What a list of issues is sorted by; the id breaks ties. */
export const IssueOrder = enumeration('REPORTED_AT_DESC', 'REPORTED_AT_ASC', 'DUE_ON_ASC', 'SEVERITY_DESC', 'LEVEL_DESC', 'NUMBER_ASC', 'NUMBER_DESC');
export type IssueOrder = Word<typeof IssueOrder>;

registerEnumType(IssueKind, {
  name: 'IssueKind',
  description: 'Which of the two lists an issue stands in. 清单类别。',
  valuesConfig: {
    PROBLEM: { description: 'It stands in the way. 问题' },
    DEMAND: { description: 'It is needed. 需求' },
  },
});

registerEnumType(IssueCategory, {
  name: 'IssueCategory',
  description: 'What an issue is about. 问题类型。',
  valuesConfig: {
    PERMITS: { description: 'Permits and procedures. 手续' },
    LAND: { description: 'Land. 用地' },
    FUNDS: { description: 'Money. 资金' },
    LABOUR: { description: 'Workers. 用工' },
    MATERIALS: { description: 'Building materials. 材料' },
    TRANSPORT: { description: 'Transport of people and goods. 运输' },
    POWER: { description: 'Electricity. 用电' },
    WATER: { description: 'Water. 用水' },
    GAS: { description: 'Gas. 用气' },
    SUPPLIES: { description: 'Supplies for the site, such as masks. 物资' },
    DESIGN: { description: 'Design and planning. 设计' },
    RELOCATION: { description: 'Relocation and clearing. 拆迁' },
    PREVENTION: { description: 'Prevention of epidemics. 防疫' },
    NEGOTIATION: { description: 'Negotiation with an investor. 洽谈' },
    EXPORT: { description: 'Export. 出口' },
    OTHER: { description: 'Anything else. 其他' },
  },
});

registerEnumType(Severity, {
  name: 'Severity',
  description: 'How hard an issue hits. 严重程度。',
  valuesConfig: {
    LOW: { description: 'Work goes on. 轻' },
    MEDIUM: { description: 'Work slows. 中' },
    HIGH: { description: 'Work will stop. 重' },
    CRITICAL: { description: 'Work stands still. 特重' },
  },
});

registerEnumType(IssueStatus, {
  name: 'IssueStatus',
  description: 'How far an issue has come; open is all but CLOSED. 办理状态。',
  valuesConfig: {
    REPORTED: { description: 'Reported, with nobody to handle it yet. 已上报' },
    ASSIGNED: { description: 'Given to a unit, or given back to it. 已交办' },
    ACKNOWLEDGED: { description: 'The unit has signed for it. 已签收' },
    RESOLVED: { description: 'Resolved, in the handler\'s word; to be verified. 已办结' },
    CLOSED: { description: 'Verified by another. 已销号' },
  },
});

registerEnumType(IssueLevel, {
  name: 'IssueLevel',
  description: 'At which level an issue is handled; it only rises. 办理层级。',
  valuesConfig: {
    PROJECT: { description: 'The project itself. 项目级' },
    COUNTY: { description: 'The county. 县级' },
    CITY: { description: 'The city. 市级' },
    PROVINCE: { description: 'The province. 省级' },
  },
});

registerEnumType(ServiceMode, {
  name: 'ServiceMode',
  description: 'The way in which an issue is served, one of five. 五制服务。',
  valuesConfig: {
    ON_COMMITMENT: { description: 'On the applicant\'s commitment. 承诺办' },
    DONE_FOR_YOU: { description: 'Done by the office for the project. 我帮办' },
    AT_YOUR_DOOR: { description: 'Done at the project\'s door. 上门办' },
    CONCENTRATED: { description: 'Many handled in one go. 集中办' },
    ESCALATED: { description: 'Handled at a higher level. 提级办' },
  },
});

registerEnumType(IssueOrder, {
  name: 'IssueOrder',
  description: 'What a list of issues is sorted by. 排序。',
  valuesConfig: {
    REPORTED_AT_DESC: { description: 'The latest report first. 按上报时间，新的在前' },
    REPORTED_AT_ASC: { description: 'The earliest report first. 按上报时间，旧的在前' },
    DUE_ON_ASC: { description: 'The earliest deadline first, those without one last. 按期限' },
    SEVERITY_DESC: { description: 'The most severe first. 按严重程度' },
    LEVEL_DESC: { description: 'The highest level first. 按层级' },
    NUMBER_ASC: { description: 'By number. 按编号' },
    NUMBER_DESC: { description: 'By number, backwards. 按编号倒序' },
  },
});

export { IssueCategory, IssueKind, IssueLevel, IssueStatus, ServiceMode, Severity };
