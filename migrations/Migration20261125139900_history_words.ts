import { Migration } from '@mikro-orm/migrations';

/** The words of the history, as all rooms use them. */
export class Migration20261125139900_history_words extends Migration {

  override name = 'Migration20261125139900_history_words';

  override up(): void {
    this.addSql(`alter table "history" drop constraint if exists "history_type_check";`);
    this.addSql(`alter table "history" drop constraint if exists "history_act_check";`);
    this.addSql(`alter table "history" add constraint "history_type_check" check ("type" in ('Region', 'Unit', 'Leader', 'Project', 'JointLaunch', 'SubProject', 'InvestmentLead', 'Assignment', 'Issue', 'Evidence', 'Comment', 'Meeting', 'AgendaItem', 'MeetingSite', 'Directive', 'Clock', 'Calendar', 'SupplyOffer', 'ProgressReport', 'Enterprise', 'BackSchedule', 'Milestone', 'Permit', 'SignalSettings', 'Contest', 'EscalationRule'));`);
    this.addSql(`alter table "history" add constraint "history_act_check" check ("act" in ('REGISTERED', 'CORRECTED', 'PROGRESS_REPORTED', 'PLAN_SET', 'LAUNCHED', 'LAUNCH_CANCELLED', 'ENDED', 'CONVERTED', 'MADE', 'HANDED_OVER', 'REPORTED', 'ASSIGNED', 'ACKNOWLEDGED', 'ANSWERED', 'ANSWER_WAIVED', 'EXTENSION_REQUESTED', 'EXTENSION_APPROVED', 'EXTENSION_REFUSED', 'RESOLVED', 'VERIFIED', 'RETURNED', 'ESCALATED', 'REMINDED', 'EVIDENCE_ADDED', 'EVIDENCE_ENDED', 'COMMENTED', 'COMMENT_WITHDRAWN', 'RECURRENCE_LINKED', 'MERGED', 'SCHEDULED', 'AGENDA_CHANGED', 'SITES_CHANGED', 'STARTED', 'ITEM_CALLED', 'ITEM_DONE', 'ITEM_DEFERRED', 'DIRECTED', 'CLOSED', 'CANCELLED', 'DESCRIBED', 'FULFILLED', 'FULFILMENT_CORRECTED', 'OFFERED', 'WITHDRAWN', 'MATCHED', 'DELIVERED', 'RELEASED', 'SCHEDULE_DRAWN', 'SCHEDULE_REBASED', 'SCHEDULE_ENDED', 'MILESTONE_REPORTED', 'MILESTONE_CORRECTED', 'PERMIT_PLANNED', 'PERMIT_APPLIED', 'PERMIT_ACCEPTED', 'PERMIT_GRANTED', 'PERMIT_REFUSED', 'PERMIT_EXEMPTED', 'PAPER_DEFERRED', 'PAPER_DELIVERED', 'PAPER_REMINDED', 'START_COMMITTED', 'READINESS_CHECKED', 'READINESS_CONFIRMED', 'STARTED_UNREADY', 'CONTEST_DRAWN', 'DISTRICT_WITHDRAWN', 'DISTRICT_READMITTED', 'POINTS_ADJUSTED', 'ADJUSTMENT_ENDED', 'STAGE_MOVED', 'NEXT_STEP_PLANNED', 'CONTACT_ADDED', 'CONTACT_ENDED', 'NEED_ADDED', 'NEED_ANSWERED', 'NEED_REPORTED', 'RESERVE_FIELD_SET', 'RIPENING_PLANNED', 'RIPENING_REACHED', 'RIPENING_TAKEN_BACK', 'CHANGED_BY_SQL'));`);
  }

}
