export { approveExtension, refuseExtension, requestExtension } from './extension-request.commands.js';
export { answerIssue, waiveAnswer, type AnswerData } from './issue-answer.commands.js';
export { acknowledgeIssue, escalateIssue, remindIssue, resolveIssue, returnIssue, verifyIssue } from './issue-lifecycle.commands.js';
export { assignIssue, assignIssues, giveIssue, mostAssigned, type AssignData } from './issue-assign.commands.js';
export { correctIssue, type IssueCorrection } from './issue-correct.commands.js';
export { linkRecurrence, mergeIssue } from './issue-link.commands.js';
export { mostReports, reportIssue, reportIssues, type ReportData } from './issue-report.commands.js';
export { addEvidence, commentOn, endEvidence, withdrawComment } from './issue-supply.commands.js';
