import clock from '../../schema/operations/clock.graphql?raw';
import meetingRun from '../../schema/operations/meeting-run.graphql?raw';
import meetingRunMore from '../../schema/operations/meeting-run-more.graphql?raw';
import meetingScreen from '../../schema/operations/meeting-screen.graphql?raw';
import meetingSubjects from '../../schema/operations/meeting-subjects.graphql?raw';
import meetings from '../../schema/operations/meetings.graphql?raw';
import projectSearch from '../../schema/operations/project-search.graphql?raw';
import scheduling from '../../schema/operations/scheduling.graphql?raw';
import screenApprove from '../../schema/operations/screen-approve.graphql?raw';
import unitSearch from '../../schema/operations/unit-search.graphql?raw';

/** The documents that the pages send, each in the file where the schema's guardians find it. */
export const documents = { clock, meetingRun, meetingRunMore, meetingScreen, meetingSubjects, meetings, projectSearch, scheduling, screenApprove, unitSearch };
