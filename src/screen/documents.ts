import calendar from '../../schema/operations/calendar.graphql?document';
import calendarFeeds from '../../schema/operations/calendar-feeds.graphql?document';
import chartScreen from '../../schema/operations/chart-screen.graphql?document';
import clock from '../../schema/operations/clock.graphql?document';
import contestScreen from '../../schema/operations/contest-screen.graphql?document';
import contests from '../../schema/operations/contests.graphql?document';
import demandActs from '../../schema/operations/demand-acts.graphql?document';
import demandChanges from '../../schema/operations/demand-changes.graphql?document';
import demands from '../../schema/operations/demands.graphql?document';
import enterprises from '../../schema/operations/enterprises.graphql?document';
import issueActs from '../../schema/operations/issue-acts.graphql?document';
import issues from '../../schema/operations/issues.graphql?document';
import leadActs from '../../schema/operations/lead-acts.graphql?document';
import leads from '../../schema/operations/leads.graphql?document';
import lists from '../../schema/operations/lists.graphql?document';
import meetingDecisions from '../../schema/operations/meeting-decisions.graphql?document';
import meetingAttendance from '../../schema/operations/meeting-attendance.graphql?document';
import meetingBoard from '../../schema/operations/meeting-board.graphql?document';
import meetingRun from '../../schema/operations/meeting-run.graphql?document';
import meetingProposal from '../../schema/operations/meeting-proposal.graphql?document';
import meetingSpeakers from '../../schema/operations/meeting-speakers.graphql?document';
import meetingSeries from '../../schema/operations/meeting-series.graphql?document';
import meetingSnapshot from '../../schema/operations/meeting-snapshot.graphql?document';
import meetingRunMore from '../../schema/operations/meeting-run-more.graphql?document';
import meetingSubjects from '../../schema/operations/meeting-subjects.graphql?document';
import meetings from '../../schema/operations/meetings.graphql?document';
import permitActs from '../../schema/operations/permit-acts.graphql?document';
import permits from '../../schema/operations/permits.graphql?document';
import portfolios from '../../schema/operations/portfolios.graphql?document';
import progress from '../../schema/operations/progress.graphql?document';
import projectActs from '../../schema/operations/project-acts.graphql?document';
import projectSearch from '../../schema/operations/project-search.graphql?document';
import projects from '../../schema/operations/projects.graphql?document';
import reserve from '../../schema/operations/reserve.graphql?document';
import schedules from '../../schema/operations/schedules.graphql?document';
import scheduling from '../../schema/operations/scheduling.graphql?document';
import screenApprove from '../../schema/operations/screen-approve.graphql?document';
import signals from '../../schema/operations/signals.graphql?document';
import starts from '../../schema/operations/starts.graphql?document';
import unitSearch from '../../schema/operations/unit-search.graphql?document';

/** A document with the id by which the server trusts it; the text goes along for servers that want no ids. */
export interface Document {
  readonly query: string;
  readonly documentId: string;
}

/** The documents that the pages send, each in the file where the schema's guardians find it. */
export const documents = { calendar, calendarFeeds, chartScreen, clock, contestScreen, contests, demandActs, demandChanges, demands, enterprises, issueActs, issues, leadActs, leads, lists, meetingAttendance, meetingBoard, meetingDecisions, meetingRun, meetingRunMore, meetingProposal, meetingSeries, meetingSnapshot, meetingSpeakers, meetingSubjects, meetings, permitActs, permits, portfolios, progress, projectActs, projects, projectSearch, reserve, schedules, scheduling, screenApprove, signals, starts, unitSearch };
