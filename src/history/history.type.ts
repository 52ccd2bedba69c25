import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { DateTimeScalar } from '../graphql/scalars.js';
import { HistoryAct } from './history.entity.js';

registerEnumType(HistoryAct, {
  name: 'HistoryAct',
  description: 'What was done to a row. 办理动作。',
  valuesConfig: {
    REGISTERED: { description: 'Entered into the register. 登记' },
    CORRECTED: { description: 'Its data were corrected. 更正' },
    PROGRESS_REPORTED: { description: 'Progress was reported. 填报进度' },
    PLAN_SET: { description: 'The money planned for a year was set. 下达年度计划' },
    LAUNCHED: { description: 'Launched in a joint ceremony. 集中开工' },
    LAUNCH_CANCELLED: { description: 'The joint launch was taken back. 撤销集中开工' },
    ENDED: { description: 'Ended, with a reason. 终止' },
    CONVERTED: { description: 'The investment lead became a project. 转为项目' },
    MADE: { description: 'The assignment was made. 指派' },
    HANDED_OVER: { description: 'The assignment passed to another leader. 交接' },
    REPORTED: { description: 'Reported. 上报' },
    ASSIGNED: { description: 'Given to a unit, with a deadline. 交办' },
    ACKNOWLEDGED: { description: 'Signed for by the unit. 签收' },
    ANSWERED: { description: 'A supporting unit said what it has done. 协办反馈' },
    ANSWER_WAIVED: { description: 'The office did without a supporting unit\'s answer. 免予反馈' },
    EXTENSION_REQUESTED: { description: 'A later deadline was asked for. 申请延期' },
    EXTENSION_APPROVED: { description: 'The later deadline was granted. 批准延期' },
    EXTENSION_REFUSED: { description: 'The later deadline was refused. 不予延期' },
    EVIDENCE_ADDED: { description: 'A link to evidence was added. 添加佐证' },
    EVIDENCE_ENDED: { description: 'A link to evidence was taken away. 撤销佐证' },
    COMMENTED: { description: 'A remark was added. 留言' },
    COMMENT_WITHDRAWN: { description: 'A remark was withdrawn. 撤回留言' },
    RECURRENCE_LINKED: { description: 'It was found to be an earlier issue come back. 关联复发' },
    MERGED: { description: 'A duplicate was closed into the issue that it repeats. 并办' },
    RESOLVED: { description: 'Resolved, in the handler\'s word. 办结' },
    VERIFIED: { description: 'Verified by another, and so closed. 核查销号' },
    RETURNED: { description: 'Not accepted, and given back. 退办' },
    REMINDED: { description: 'The unit was reminded. 催办' },
    ESCALATED: { description: 'Raised to a higher level. 提级办' },
    SCHEDULED: { description: 'The meeting was scheduled. 排定会议' },
    AGENDA_CHANGED: { description: 'The agenda was changed. 调整议程' },
    SITES_CHANGED: { description: 'The sites were changed. 调整会场' },
    STARTED: { description: 'The meeting started. 开始' },
    ITEM_CALLED: { description: 'An agenda item was called. 点到议程' },
    ITEM_DONE: { description: 'An agenda item was done. 议程完成' },
    ITEM_DEFERRED: { description: 'An agenda item was deferred. 议程暂缓' },
    DIRECTED: { description: 'A directive was recorded. 会议交办' },
    CLOSED: { description: 'The meeting was closed. 散会' },
    CANCELLED: { description: 'The meeting was cancelled. 取消' },
    DESCRIBED: { description: 'What a demand asks for was said. 写明需求' },
    FULFILLED: { description: 'A part of a demand was fulfilled. 落实' },
    FULFILMENT_CORRECTED: { description: 'A part that was fulfilled was corrected. 更正落实' },
    OFFERED: { description: 'The supply was offered. 提供供给' },
    WITHDRAWN: { description: 'The offer was withdrawn. 撤回供给' },
    MATCHED: { description: 'A part of an offer was promised to a demand. 对接' },
    DELIVERED: { description: 'What was promised was delivered. 交付' },
    SCHEDULE_DRAWN: { description: 'Its schedule was drawn. 编制工期' },
    SCHEDULE_REBASED: { description: 'Its schedule was drawn anew. 调整工期' },
    SCHEDULE_ENDED: { description: 'Its schedule was ended. 终止工期' },
    MILESTONE_REPORTED: { description: 'A milestone started or was finished. 填报节点' },
    MILESTONE_CORRECTED: { description: 'A milestone was corrected. 更正节点' },
    RELEASED: { description: 'What was promised is not delivered. 解除对接' },
    PERMIT_PLANNED: { description: 'A permit was planned. 约定手续日期' },
    PERMIT_APPLIED: { description: 'A permit was applied for. 申请手续' },
    PERMIT_ACCEPTED: { description: 'An application for a permit was taken in. 受理手续' },
    PERMIT_GRANTED: { description: 'A permit was granted. 批准手续' },
    PERMIT_REFUSED: { description: 'A permit was refused. 不予批准手续' },
    PERMIT_EXEMPTED: { description: 'A permit was found not to be needed. 豁免手续' },
    PAPER_DEFERRED: { description: 'A paper may follow later. 容缺后补' },
    PAPER_DELIVERED: { description: 'A paper that was to follow came. 补齐材料' },
    PAPER_REMINDED: { description: 'A paper that is due was reminded of. 催补材料' },
    START_COMMITTED: { description: 'It committed itself to start on the land grant. 作出开工承诺' },
    READINESS_CHECKED: { description: 'How an item that a start needs stands was said. 填报到位情况' },
    READINESS_CONFIRMED: { description: 'The owner\'s word that an item is in place was confirmed. 确认到位' },
    STARTED_UNREADY: { description: 'Work began or resumed while something lacked; the note names it. 未到位开（复）工' },
    CONTEST_DRAWN: { description: 'A contest was drawn up. 拟定竞赛' },
    DISTRICT_WITHDRAWN: { description: 'A district left a contest; the note names it and says why. 退赛' },
    DISTRICT_READMITTED: { description: 'A district was let into a contest again. 恢复参赛' },
    POINTS_ADJUSTED: { description: 'Points of a contest were corrected; the note says whose, of which rule, how many and why. 申诉更正' },
    ADJUSTMENT_ENDED: { description: 'A correction of points was taken back. 撤销更正' },
    STAGE_MOVED: { description: 'The investment lead went to another stage. 变更线索阶段' },
    NEXT_STEP_PLANNED: { description: 'What is next about the lead was planned, or taken away. 安排下一步工作' },
    CONTACT_ADDED: { description: 'A contact of the lead was entered; who, the history does not tell. 登记联系人' },
    CONTACT_ENDED: { description: 'A contact of the lead was ended. 撤销联系人' },
    NEED_ADDED: { description: 'The lead needs something. 登记线索需求' },
    NEED_ANSWERED: { description: 'A need of the lead was answered. 答复线索需求' },
    NEED_REPORTED: { description: 'A need of the lead became a demand. 转入需求清单' },
    RESERVE_FIELD_SET: { description: 'The project in reserve was put under a field. 归入谋划方向' },
    RIPENING_PLANNED: { description: 'A step of the project in reserve was planned for a day. 安排步骤计划日' },
    RIPENING_REACHED: { description: 'The project in reserve reached a step. 步骤完成' },
    RIPENING_TAKEN_BACK: { description: 'A step was not reached after all. 撤回步骤完成' },
    CHANGED_BY_SQL: { description: 'Somebody changed the row in the database itself; no actor is known. 数据库直接更改' },
  },
});

@ObjectType('Actor', { simpleResolvers: true, description: 'Who acted. 经办人。' })
export class ActorType {
  @Field(() => String, { description: 'As the token named them.' })
  name!: string;
}

@ObjectType('HistoryEntry', { simpleResolvers: true, description: 'One line of a history; never changed. 办理记录。' })
export class HistoryEntryType {
  @Field(() => DateTimeScalar, { description: 'Business time.' })
  at!: string;

  @Field(() => HistoryAct, { description: 'What was done.' })
  act!: HistoryAct;

  @Field(() => ActorType, { nullable: true, description: 'Null for a change by SQL.' })
  actor!: ActorType | null;

  @Field(() => Boolean, { description: 'Whether a rule did it by itself, and nobody. 是否系统自动' })
  automatic!: boolean;

  @Field(() => String, { nullable: true, description: 'Reason or remark.' })
  note!: string | null;
}
