import { expect } from 'vitest';
import type { Data } from '../support/city.js';
import { Story } from './story.js';

/** What the owner reports of FN-1, all the year's money so far in 万元; on the 21st a slip of the pen. */
const reported: Record<string, string> = {
  16: '100', 17: '110', 20: '120', 21: '1130', 22: '140', 23: '150', 24: '160', 26: '170', 27: '180', 28: '190', 29: '200', 30: '212.3456',
};

/** What a day's lists were asked for while it was that day. */
export interface Seen {
  readonly daily: Record<string, Data>;
  hearing: Data;
}

/** Plays the fortnight of the table in fortnight.test.ts; each day's acts follow what was due by rule that morning. */
export async function playFortnight(story: Story): Promise<Seen> {
  const { ids } = story;
  const seen: Seen = { daily: {}, hearing: null };
  const assign = (name: string, leadUnitId: string, dueOn: string) => story.done('office', 'issueAssign', { id: ids[name], input: { leadUnitId, dueOn } });
  const problem = (name: string, more: object = {}) => ({ projectCode: 'FN-1', kind: 'PROBLEM', category: 'POWER', severity: 'HIGH', title: name, ...more });
  const report = (projectId: string, input: object) => story.done('owner', 'progressReportMake', { input: { projectId, ...input } });
  const meeting = async (name: string) => {
    await story.done('office', 'meetingStart', { id: ids[name] });
    await story.done('office', 'meetingClose', { id: ids[name] });
  };

  const acts: Record<string, () => Promise<void>> = {
    16: async () => {
      for (const name of ['unsignedCounty', 'unsignedProject', 'returned', 'extended', 'refused']) {
        ids[name] = await story.done('office', 'issueReport', { input: problem(name, name === 'unsignedCounty' ? { level: 'COUNTY' } : {}) });
      }
      await assign('unsignedCounty', ids['water']!, '2020-06-30');
      await assign('unsignedProject', ids['water']!, '2020-06-30');
      await assign('returned', ids['water']!, '2020-05-20');
      await assign('extended', ids['labour']!, '2020-04-24');
      await assign('refused', ids['labour']!, '2020-04-28');
      for (const name of ['extended', 'refused']) await story.done('labour', 'issueAcknowledge', { id: ids[name] });
      ids['offer'] = await story.done('labour', 'supplyOfferMake', { input: { unitId: ids['labour'], kind: 'WORKERS', quantity: '80', measure: '人', fromOn: '2020-04-16', text: '技校毕业生' } });
    },
    17: async () => {
      await story.done('water', 'issueAcknowledge', { id: ids['returned'] });
      await story.done('labour', 'issueRequestExtension', { id: ids['extended'], dueOn: '2020-05-08', reason: '设备未到' });
      const demand = { kind: 'WORKERS', quantity: '50', measure: '人' };
      ids['workers'] = await story.done('owner', 'issueReport', { input: problem('workers', { kind: 'DEMAND', category: 'LABOUR', demand }) });
      await assign('workers', ids['water']!, '2020-05-10');
      for (const [name, day] of [['meeting1', '20'], ['meeting2', '27']] as const) {
        ids[name] = await story.done('office', 'meetingSchedule', { input: { title: name, mode: 'JOINT_HANDLING', regionId: ids['county'], startsAt: `2020-04-${day}T02:00:00Z` } });
      }
    },
    20: async () => {
      await meeting('meeting1');
      await story.done('water', 'issueResolve', { id: ids['returned'], note: '已通电' });
      await story.done('water', 'issueAcknowledge', { id: ids['workers'] });
      await story.done('office', 'issueApproveExtension', { id: ids['extended'] });
      await story.done('labour', 'issueRequestExtension', { id: ids['refused'], dueOn: '2020-05-20', reason: '再等等' });
      ids['duplicate'] = await story.done('hotline', 'issueReport', { input: problem('duplicate', { externalRef: { system: 'HOTLINE', key: 'FN-7' } }) });
    },
    21: async () => {
      await story.done('office', 'issueReturn', { id: ids['returned'], note: '只通了一半' });
      await story.done('office', 'issueRefuseExtension', { id: ids['refused'], note: '不能再等' });
      await story.done('office', 'issueMerge', { id: ids['duplicate'], intoId: ids['extended'], note: '同一件事' });
      await story.done('water', 'demandFulfil', { issueId: ids['workers'], quantity: '20', note: '第一批' });
      await story.done('office', 'projectCorrect', { id: ids['FN-2'], input: { version: await story.version('FN-2'), plannedStartOn: '2020-05-15' } });
    },
    22: async () => {
      await story.done('water', 'issueAcknowledge', { id: ids['returned'] });
      ids['power'] = await story.done('first', 'issueReport', { input: problem('power', { kind: 'DEMAND', demand: { kind: 'POWER', quantity: '5', measure: '千瓦' } }) });
    },
    23: async () => {
      await story.done('water', 'issueResolve', { id: ids['returned'], note: '全部通电' });
      await story.done('water', 'demandFulfil', { issueId: ids['workers'], quantity: '10', note: '第二批' });
      await story.done('office', 'assignmentMake', { input: { subjectId: ids['FN-1'], leaderId: ids['L02'], role: 'GENERAL_SERVICE_OFFICER', reason: '分工调整' } });
    },
    24: async () => {
      await story.done('office', 'issueVerify', { id: ids['returned'] });
      ids['match'] = await story.done('office', 'supplyMatch', { issueId: ids['workers'], offerId: ids['offer'], quantity: '20' });
      ids['launch'] = await story.done('office', 'jointLaunchRecord', { input: { name: '春季集中开工', on: '2020-04-24', regionId: ids['county'], projectIds: ['FN-2', 'FN-3', 'FN-4'].map((code) => ids[code]) } });
      await story.done('owner', 'projectReportProgress', { id: ids['FN-3'], input: { version: await story.version('FN-3'), startedOn: '2020-04-24' } });
      await report(ids['FN-3']!, { day: '2020-04-24', completedInvestment: '10', workersOnSite: 30, started: true });
    },
    26: async () => void (await report(ids['FN-3']!, { day: '2020-04-26', kind: 'WEEKLY', completedInvestment: '15' })),
    27: async () => {
      await meeting('meeting2');
      await story.done('office', 'supplyMatchConfirm', { matchId: ids['match'], note: '到岗' });
      await story.done('labour', 'issueResolve', { id: ids['refused'], note: '办好了' });
    },
    28: async () => {
      await story.done('water', 'issueResolve', { id: ids['workers'], note: '五十人到齐' });
      await story.done('office', 'issueVerify', { id: ids['refused'] });
    },
    29: async () => {
      await story.done('office', 'issueVerify', { id: ids['workers'] });
      ids['recurrence'] = await story.done('office', 'issueReport', { input: problem('recurrence') });
      await story.done('office', 'issueLinkRecurrence', { id: ids['recurrence'], ofId: ids['returned'] });
    },
  };

  for (let day = 16; day <= 30; day += 1) {
    const date = `2020-04-${day}`;
    await story.morning(date);
    const completedInvestment = reported[day];
    const input = { projectId: ids['FN-1'], day: date, completedInvestment, workersOnSite: 120 };
    if (day === 22) {
      // What was reported the day before stands in the way until it is corrected.
      expect((await story.act('owner', 'progressReportMake', { input })).codes).toEqual(['BELOW_REPORTED']);
      await report(ids['FN-1']!, { day: '2020-04-21', completedInvestment: '130', workersOnSite: 120, correction: true, reason: '多写了一个 1' });
    }
    if (completedInvestment) await story.done('owner', 'progressReportMake', { input });
    await acts[day]?.();
    if (day === 20 || day === 24) seen.daily[day] = await dailyOf(story, date);
    if (day === 26) seen.hearing = await hearingOf(story, date);
  }
  return seen;
}

async function dailyOf(story: Story, day: string): Promise<Data> {
  return (await story.ask(`query ($day: Date!, $filter: DispatchFilter) { dailyDispatch(day: $day, filter: $filter) {
    expected reportedCount starts workersOnSite rows(first: 50) { nodes { reported project { code } } } } }`, { day, filter: story.here })).dailyDispatch;
}

async function hearingOf(story: Story, week: string): Promise<Data> {
  return (await story.ask(`query ($week: Date!, $filter: DispatchFilter) { weeklyHearing(week: $week, filter: $filter) {
    day projectCount reportedCount plannedShare rows(first: 50) { nodes { reported actualShare gap project { code } } } } }`, { week, filter: story.here })).weeklyHearing;
}
