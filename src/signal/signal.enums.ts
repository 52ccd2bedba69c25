import { registerEnumType } from 'type-graphql';
import { enumeration, type Word } from '../kernel/enumeration.js';
import { ProgressSign, SignalRule } from './signal-rule.entity.js';

export const SignalColour = enumeration('GREEN', 'YELLOW', 'RED');
export type SignalColour = Word<typeof SignalColour>;

registerEnumType(SignalColour, {
  name: 'SignalColour',
  description: 'A project\'s light. 红黄绿灯。',
  valuesConfig: {
    GREEN: { description: 'No rule has anything to say. 绿灯' },
    YELLOW: { description: 'A rule warns. 黄灯' },
    RED: { description: 'A rule alarms. 红灯' },
  },
});

registerEnumType(SignalRule, {
  name: 'SignalRule',
  description: 'What turns a light; from which measure on is data of the city. 亮灯规则。',
  valuesConfig: {
    START_OVERDUE: { description: 'Start or resumption is past its planned day; measured in days. 开（复）工逾期' },
    COMPLETION_OVERDUE: { description: 'Completion is past its planned day; measured in days. 竣工逾期' },
    BEHIND_PLAN: { description: 'Less is completed this year than the seasonal curve expects by today; measured as the missing share, 0 to 1, of what is expected. 投资进度落后' },
    ISSUES_OVERDUE: { description: 'Issues are past their deadline and not closed; measured in issues. 问题逾期' },
    STUCK: { description: 'Work that began shows no sign of progress any more; measured in days since the last one. 不走道' },
    SLOW: { description: 'Less is completed this year than the seasonal curve expects by today; measured as the share, 0 to 1, of the whole year\'s plan. 进展慢' },
    MILESTONES_LATE: { description: 'A milestone of the back-schedule missed a planned day, of its start or of its end; measured in days since the earliest one. 节点滞后' },
  },
});

registerEnumType(ProgressSign, {
  name: 'ProgressSign',
  description: 'What counts as progress. 进展标志。',
  valuesConfig: {
    PHYSICAL: { description: 'The physical progress grew. 形象进度' },
    INVESTMENT: { description: 'The investment completed in the year grew. 完成投资' },
    MILESTONE: { description: 'Start, resumption, completion, production, a part completed, or a milestone of the back-schedule finished; a ceremony is none. 节点' },
    REPORT: { description: 'A daily or weekly report was made, whatever it says. 填报' },
  },
});

export const SignalUnit = enumeration('DAYS', 'DATE', 'YUAN', 'SHARE', 'ISSUES');
export type SignalUnit = Word<typeof SignalUnit>;

registerEnumType(SignalUnit, {
  name: 'SignalUnit',
  description: 'In what a measure or an input is told. 计量单位。',
  valuesConfig: {
    DAYS: { description: 'A number of days. 天数' },
    DATE: { description: 'A day of the city. 日期' },
    YUAN: { description: 'An amount in yuan. 元' },
    SHARE: { description: 'A share, 0 to 1. 占比' },
    ISSUES: { description: 'A number of issues. 件数' },
  },
});

export const SignalInputName = enumeration(
  'PLANNED_ON', 'ANNUAL_PLAN', 'EXPECTED_SHARE', 'EXPECTED_INVESTMENT', 'COMPLETED_INVESTMENT', 'ACTUAL_SHARE', 'EARLIEST_DEADLINE', 'LAST_PROGRESS_ON', 'MISSED_ON',
);
export type SignalInputName = Word<typeof SignalInputName>;

registerEnumType(SignalInputName, {
  name: 'SignalInputName',
  description: 'What a measure was reckoned from. 计算依据。',
  valuesConfig: {
    PLANNED_ON: { description: 'The planned start, resumption or completion. 计划日期' },
    ANNUAL_PLAN: { description: 'The plan of the year. 年度计划投资' },
    EXPECTED_SHARE: { description: 'What share of it the seasonal curve expects by the day. 当期应完成比例' },
    EXPECTED_INVESTMENT: { description: 'The same as an amount. 当期应完成投资' },
    COMPLETED_INVESTMENT: { description: 'What is completed of the year. 已完成投资' },
    ACTUAL_SHARE: { description: 'The same as a share of the plan. 实际完成比例' },
    EARLIEST_DEADLINE: { description: 'The earliest deadline that is past. 最早期限' },
    LAST_PROGRESS_ON: { description: 'The last day with a sign of progress, or that work began. 最近进展日期' },
    MISSED_ON: { description: 'The earliest planned day that a milestone missed; the text names the milestone. 最早滞后节点的计划日期' },
  },
});

export const SignalSkip = enumeration('OFF', 'OTHER_PROJECTS', 'NOTHING_TO_MEASURE');
export type SignalSkip = Word<typeof SignalSkip>;

registerEnumType(SignalSkip, {
  name: 'SignalSkip',
  description: 'Why a rule says nothing of a project. 规则不适用的原因。',
  valuesConfig: {
    OFF: { description: 'The rule is switched off. 规则停用' },
    OTHER_PROJECTS: { description: 'The rule is for projects of another kind. 不属适用范围' },
    NOTHING_TO_MEASURE: { description: 'The project is not at that point, or has no planned day or no plan. 无可计算的内容' },
  },
});

export { ProgressSign, SignalRule };
