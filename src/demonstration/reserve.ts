import type { ProjectReserve, Ripening } from '../reserve/ripening.entity.js';
import { dayBetween, daysAfter, inOfficeHours } from './calendar.js';
import { dispatchOffice, line, type Line } from './chronicle.js';
import type { Made } from './projects.js';
import { random } from './random.js';

/** As the migration numbers them, with what a project of each is called. */
const fields = [['补短板强弱项', /./], ['新基建', /数据|云计算|智慧|充电|管道|输变电|配电|平台/], ['医用防护', /医用|防护|消毒|疾控|物资储备|负压/], ['5G创新应用', /5G|机器人|无人机|智能/]] as const;
const steps = ['谋划论证', '可行性研究', '立项审批', '资金落实', '用地落实', '设计完成'];

interface Rows {
  readonly reserves: ProjectReserve[];
  readonly ripenings: (Partial<Ripening> & { readonly id: number; readonly recordedAt: Date })[];
  readonly lines: Line[];
}

/** How far the projects in reserve had ripened by 16 April: each a few steps on, the next ones planned, some late. */
export function reserve(works: readonly Made[]): Rows {
  const draw = random('reserve');
  const rows: Rows = { reserves: [], ripenings: [], lines: [] };
  for (const { row } of works.filter((work) => work.row.stage === 'RESERVE')) {
    const special = fields.findLastIndex(([, called]) => called.test(row.name!));
    const at = inOfficeHours('2020-02-12', draw);
    rows.reserves.push({ projectId: row.id, fieldId: special + 1 } as ProjectReserve);
    rows.lines.push(line('Project', row.id, 'RESERVE_FIELD_SET', at, dispatchOffice, fields[special]![0]));
    const reached = draw.weighed([[1, 4], [2, 6], [3, 4], [4, 2]] as const);
    let day = '2020-02-12';
    const isLate = draw.chance(0.25);
    let planned = isLate ? '2020-04-08' : '2020-04-20';
    for (const [index, name] of steps.slice(0, reached + 2).entries()) {
      const isReached = index < reached;
      day = isReached ? dayBetween(day, isLate ? '2020-04-07' : '2020-04-14', draw) : day;
      // One after the other, the first one late here and there.
      const plannedOn = dayBetween(planned, isLate && index === reached ? '2020-04-15' : daysAfter(planned, 60), draw);
      if (!isReached) planned = isLate && index === reached ? '2020-05-06' : daysAfter(plannedOn, 10);
      const recordedAt = inOfficeHours(isReached ? day : '2020-04-07', draw);
      const given = { plannedOn: isReached ? null : plannedOn, reachedOn: isReached ? day : null };
      rows.ripenings.push({ id: rows.ripenings.length + 1, projectId: row.id, stepId: index + 1, ...given, note: '', recordedAt, recordedBy: dispatchOffice.name });
      rows.lines.push(line('Project', row.id, isReached ? 'RIPENING_REACHED' : 'RIPENING_PLANNED', recordedAt, dispatchOffice, `${name} ${isReached ? day : plannedOn}`));
    }
  }
  return rows;
}
