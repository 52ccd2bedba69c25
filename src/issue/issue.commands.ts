export { acknowledgeIssue, escalateIssue, remindIssue, resolveIssue, returnIssue, verifyIssue } from './issue-lifecycle.commands.js';
export { assignIssue, giveIssue, type AssignData } from './issue-assign.commands.js';
export { correctIssue, type IssueCorrection } from './issue-correct.commands.js';
export { mostReports, reportIssue, reportIssues, type ReportData } from './issue-report.commands.js';
