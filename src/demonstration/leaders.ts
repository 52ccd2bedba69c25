import { AssignmentRole, type Assignment } from '../assignment/assignment.entity.js';
import type { Leader } from '../leader/leader.entity.js';
import { invariant } from '../kernel/invariant.js';
import { dayBetween, daysAfter, inOfficeHours } from './calendar.js';
import type { Lead } from './leads.js';
import type { Made } from './projects.js';
import { random } from './random.js';
import type { Parties } from './units.js';

/** Offices, and how many hold each: 34 leaders by title and number, since people are not invented. */
const offices: [title: string, count: number, unit: string | null][] = [
  ['市委书记', 1, 'DQ-SW'],
  ['市委副书记、市长', 1, 'DQ-ZF'],
  ['市委副书记', 1, 'DQ-SW'],
  ['市人大常委会主任', 1, 'DQ-RD'],
  ['市政协主席', 1, 'DQ-ZX'],
  ['市委常委', 8, 'DQ-SW'],
  ['副市长', 7, 'DQ-ZF'],
  ['市人大常委会副主任', 6, 'DQ-RD'],
  ['市政协副主席', 6, 'DQ-ZX'],
  ['市中级人民法院院长', 1, null],
  ['市人民检察院检察长', 1, null],
];

export function leaders({ of }: Parties): (Partial<Leader> & Pick<Leader, 'id'>)[] {
  return offices.flatMap(([title, count, unit]) => Array<[string, string | null]>(count).fill([title, unit])).map(([title, unit], index) => {
    const number = String(index + 1).padStart(2, '0');
    return { id: index + 1, code: `L${number}`, name: `市领导 ${number}`, title, unitId: unit ? of(unit).id : null };
  });
}

type Row = Partial<Assignment> & Pick<Assignment, 'id'> & { since: Date };

/** Each leader answers for two projects and one investment lead, from start to end. */
export function assignments(all: readonly Made[], leads: readonly Lead[], leaders: number): Row[] {
  const draw = random('assignments');
  const led = all.filter(({ seat }) => seat.led);
  invariant(led.length === 2 * leaders && leads.length === leaders, 'leaders, projects and leads do not match');
  const subjects = [
    ...led.map(({ row }) => ({ projectId: row.id, leadId: null, registeredAt: row.registeredAt })),
    ...leads.map(({ id, registeredAt }) => ({ projectId: null, leadId: id, registeredAt })),
  ];
  return subjects.map(({ registeredAt, ...subject }, index) => ({
    id: index + 1,
    role: AssignmentRole.GENERAL_SERVICE_OFFICER,
    leaderId: index % leaders + 1,
    ...subject,
    duty: subject.leadId ? '跟踪洽谈、签约、落地，一包到底' : '包保项目从前期到投产，一包到底',
    since: inOfficeHours(dayBetween(daysAfter(registeredAt.toISOString().slice(0, 10), 2), '2020-03-28', draw), draw),
  }));
}
