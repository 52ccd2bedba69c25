import type { Demand } from '../issue/demand.entity.js';
import type { LeadContact, LeadContactRole, LeadMove } from '../lead/lead-parts.entity.js';
import { LeadStage, type InvestmentLead } from '../lead/lead.entity.js';
import type { LeadNeed } from '../need/lead-need.entity.js';
import { wordsOf } from '../kernel/enumeration.js';
import { dayBetween, daysAfter, inOfficeHours, instant, setAt, today } from './calendar.js';
import { dispatchOffice, line, type Line } from './chronicle.js';
import type { Reported } from './issue-rows.js';
import type { Lead } from './leads.js';
import { counties } from './places.js';
import { random, type Random } from './random.js';
import { kinds, type Kind } from './supplies.js';

type Identified<T> = Partial<T> & { readonly id: number; readonly leadId: number };

type Standing = Pick<InvestmentLead, 'stage' | 'nextStep' | 'nextStepOn' | 'nextStepLeaderId'> & { readonly plannedAt: Date | null };

interface Rows {
  /** What stands of each lead by 16 April. */
  readonly standing: Map<number, Standing>;
  readonly leadMoves: (Identified<LeadMove> & { movedAt: Date; toStage: LeadStage })[];
  readonly leadContacts: (Identified<LeadContact> & { addedAt: Date; endedAt: Date | null })[];
  readonly leadNeeds: (Identified<LeadNeed> & { addedAt: Date; answeredAt: Date | null })[];
  readonly lines: Line[];
}

const reached: Record<Exclude<LeadStage, 'CLUE'>, readonly string[]> = {
  CONTACTED: ['电话对接，对方有投资意向', '视频连线推介园区', '商会牵线，已取得联系'],
  NEGOTIATING: ['双方就用地、供电条件交换意见', '网上洽谈，对方提交投资方案', '实地踏勘后进入条款谈判'],
  AGREED: ['网上签约，签订投资意向书', '签订框架协议'],
};
const goingBack = '对方投资计划调整，重新对接';
const nextSteps: Record<LeadStage, readonly string[]> = {
  CLUE: ['核实投资意向', '联系对方投资部门'],
  CONTACTED: ['网上推介园区和政策', '约定视频洽谈'],
  NEGOTIATING: ['报送用地和供电方案', '商定投资协议条款', '邀请对方来庆考察'],
  AGREED: ['协助注册项目公司', '落实选址和立项'],
};
/** Firms that do not exist. */
const firms = ['北方启源', '东海恒拓', '华岳新材', '中联众合', '南洋泰和', '松江天润', '云帆数智', '长岭同创'];
const wants: readonly [kind: Kind, measure: string, from: number, to: number, by: number, note: string][] = [
  ['LAND', '亩', 60, 900, 30, '希望在园区内集中供地'], ['POWER', '千伏安', 2_000, 40_000, 2_000, '双回路供电'], ['WATER', '吨/日', 500, 8_000, 500, '工业用水'],
  ['GAS', '立方米/日', 5_000, 60_000, 5_000, '生产用气'], ['FUNDS', '万元', 1_000, 30_000, 1_000, '希望产业基金参股'], ['WORKERS', '人', 80, 600, 20, '一线工人'],
];

/** How the talks about each lead went: what the report says of one is that a leader answers for it; the rest is as such talks go. */
export function leadWork(leads: readonly Lead[], issues: readonly Reported[], demands: readonly Partial<Demand>[]): Rows {
  const draw = random('lead-work');
  const rows: Rows = { standing: new Map(), leadMoves: [], leadContacts: [], leadNeeds: [], lines: [] };
  for (const lead of leads) {
    const stage = lead.id === 1 ? 'NEGOTIATING' : draw.weighed([['CLUE', 7], ['CONTACTED', 10], ['NEGOTIATING', 11], ['AGREED', 6]] as const);
    const last = move(rows, lead, stage, draw);
    rows.standing.set(lead.id, next(rows, lead, stage, last, draw));
    speakWith(rows, lead, stage, draw);
    need(rows, lead, stage, draw);
  }
  for (const { issueId, kindId, quantity, measure } of demands) {
    const issue = issues.find(({ row }) => row.id === issueId)!.row;
    if (!issue.leadId) continue;
    rows.leadNeeds.push({ ...said(rows, issue.leadId, issue.reportedAt!), kindId: kindId!, quantity: quantity ?? null, measure: measure ?? null, note: issue.title, issueId: issueId! });
  }
  return rows;
}

/** From a clue to its stage, one by one; now and then the talks begin anew. Answers when it moved last. */
function move(rows: Rows, { id, registeredAt }: Lead, stage: LeadStage, draw: Random): Date {
  const stages = wordsOf(LeadStage);
  const way = stages.slice(0, stages.indexOf(stage) + 1);
  if (stage === 'NEGOTIATING' && draw.chance(0.25)) way.push('CONTACTED', 'NEGOTIATING');
  let at = registeredAt;
  way.slice(1).forEach((to, index) => {
    const from = way[index]!;
    const left = way.length - 1 - index;
    const first = daysAfter(at.toISOString().slice(0, 10), 1);
    at = inOfficeHours(dayBetween(first, daysAfter(first, Math.max(0, Math.floor((Date.parse('2020-04-14') - Date.parse(first)) / 86_400_000 / left))), draw), draw);
    const note = stages.indexOf(to) < stages.indexOf(from) ? goingBack : draw.pick(reached[to as Exclude<LeadStage, 'CLUE'>]);
    rows.leadMoves.push({ id: rows.leadMoves.length + 1, leadId: id, fromStage: from, toStage: to, note, movedAt: at, movedBy: dispatchOffice.name });
    rows.lines.push(line('InvestmentLead', id, 'STAGE_MOVED', at, dispatchOffice, note));
  });
  return at;
}

/** One in five should be done already. */
function next(rows: Rows, { id }: Lead, stage: LeadStage, last: Date, draw: Random): Standing {
  if (draw.chance(0.15)) return { stage, nextStep: null, nextStepOn: null, nextStepLeaderId: null, plannedAt: null };
  const isLate = draw.chance(0.25) && last < instant('2020-04-12', 0);
  const on = isLate ? dayBetween('2020-04-13', '2020-04-15', draw) : dayBetween('2020-04-17', '2020-05-08', draw);
  const plannedAt = new Date(last.getTime() + Math.floor((Math.min(setAt.getTime(), instant(on, 0).getTime()) - last.getTime()) * draw.between(0.1, 0.7)));
  const nextStep = draw.pick(nextSteps[stage]);
  rows.lines.push(line('InvestmentLead', id, 'NEXT_STEP_PLANNED', plannedAt, dispatchOffice, `${on} ${nextStep}`));
  return { stage, nextStep, nextStepOn: on, nextStepLeaderId: id, plannedAt };
}

/** By their posts: people are not invented, nor are the numbers anybody's. */
function speakWith(rows: Rows, { id, regionId, registeredAt }: Lead, stage: LeadStage, draw: Random): void {
  const firm = draw.pick(firms);
  const county = counties.find((each) => each.id === regionId)!.name;
  const people: [LeadContactRole, string, string][] = [
    ['WORKING_CONTACT', '投资部经理', `${firm}（虚构）集团`], ...(stage === 'CLUE' ? [] : [['DECISION_MAKER', '董事长', `${firm}（虚构）集团`] as [LeadContactRole, string, string]]),
    ['CITY_NEGOTIATOR', '招商专员', '市级招商专班'], ...(stage === 'AGREED' || stage === 'NEGOTIATING' ? [['REGION_CONTACT', '联络员', `${county}人民政府`] as [LeadContactRole, string, string]] : []),
  ];
  for (const [role, name, position] of people) {
    const addedAt = inOfficeHours(dayBetween(registeredAt.toISOString().slice(0, 10), '2020-03-31', draw), draw);
    const isGone = role === 'WORKING_CONTACT' && draw.chance(0.1);
    const endedAt = isGone ? inOfficeHours(dayBetween('2020-04-02', '2020-04-14', draw), draw) : null;
    const contact = rows.leadContacts.length + 1;
    rows.leadContacts.push({ id: contact, leadId: id, role, name, position, telephone: `0459-000-${String(contact).padStart(4, '0')}`, addedAt, addedBy: dispatchOffice.name, endedAt, endedBy: isGone ? dispatchOffice.name : null });
    rows.lines.push(line('InvestmentLead', id, 'CONTACT_ADDED', addedAt), ...(endedAt ? [line('InvestmentLead', id, 'CONTACT_ENDED', endedAt)] : []));
  }
}

/** Who only heard of the city asks for nothing yet; what was asked for early is answered. */
function need(rows: Rows, { id, registeredAt }: Lead, stage: LeadStage, draw: Random): void {
  const count = { CLUE: 0, CONTACTED: 1, NEGOTIATING: 2, AGREED: 3 }[stage];
  for (const [kind, measure, from, to, by, note] of draw.shuffled(wants).slice(0, count)) {
    const addedAt = inOfficeHours(dayBetween(daysAfter(registeredAt.toISOString().slice(0, 10), 2), '2020-04-10', draw), draw);
    const isAnswered = draw.chance(stage === 'AGREED' ? 0.7 : 0.3);
    const answeredAt = isAnswered ? inOfficeHours(dayBetween(daysAfter(addedAt.toISOString().slice(0, 10), 1), daysAfter(today, -1), draw), draw) : null;
    const quantity = String(from + by * draw.whole(0, (to - from) / by));
    rows.leadNeeds.push({
      ...said(rows, id, addedAt), kindId: kinds.indexOf(kind) + 1, quantity, measure, note,
      ...(answeredAt && { answer: '园区条件可以满足，已书面答复。', answeredAt, answeredBy: dispatchOffice.name }),
    });
    rows.lines.push(line('InvestmentLead', id, 'NEED_ADDED', addedAt, dispatchOffice, `${note} ${quantity}${measure}`), ...(answeredAt ? [line('InvestmentLead', id, 'NEED_ANSWERED', answeredAt, dispatchOffice, `${note} ${quantity}${measure}`)] : []));
  }
}

function said(rows: Rows, leadId: number, addedAt: Date) {
  return { id: rows.leadNeeds.length + 1, leadId, addedAt, addedBy: dispatchOffice.name, answer: null, answeredAt: null, answeredBy: null, issueId: null };
}
