import { ProjectOrigin, type Project } from '../project/project.entity.js';
import type { ProjectYear } from '../project/project-year.entity.js';
import { toYuan } from '../kernel/money.js';
import { dayBetween, inOfficeHours } from './calendar.js';
import { days } from './days.js';
import { amounts, type Amounts } from './money.js';
import { random, type Random } from './random.js';
import { landProceduresCompleted } from './report.js';
import { seats, type Seat } from './seats.js';
import { sites, type Site } from './sites.js';
import type { Parties } from './units.js';

type Row = Partial<Project> & Pick<Project, 'id' | 'code' | 'stage'> & { registeredAt: Date };

/** A project of the demonstration: its row, and what the rest of the city wants to know of it. */
export interface Made {
  row: Row;
  years: Partial<ProjectYear>[];
  seat: Seat;
  site: Site;
  /** When work began or resumed this year; null where it has not. */
  startOfYear: string | null;
}

const thisYear = 2020;

/** DQ-2020-001 to DQ-2020-354. */
export function projects(units: Parties): Made[] {
  const draw = random('projects');
  const taken = seats();
  const where = sites(taken, units);
  const when = days(taken);
  const cost = amounts(taken, when.map(({ plannedCompletionOn }) => plannedCompletionOn! <= `${thisYear}-12-31`));
  const landed = withLand(taken, draw);
  return taken.map((seat, index) => {
    const id = index + 1;
    const [site, dates, money] = [where[index]!, when[index]!, cost[index]!];
    const row = {
      id,
      code: `DQ-${thisYear}-${String(id).padStart(3, '0')}`,
      name: site.name,
      tier: seat.tier,
      sector: site.sector,
      origin: seat.origin,
      regionId: site.place.id,
      ownerUnitId: site.owner.id,
      totalInvestment: yuan(money.total),
      ...dates,
      physicalProgress: progress(money, draw),
      description: seat.named?.description ?? `${site.name}，由${site.owner.name}建设。${landed.has(seat) ? '用地手续已办结。' : ''}`,
      registeredAt: inOfficeHours(dayBetween('2020-01-06', '2020-02-07', draw), draw),
    };
    const startOfYear = seat.started ? (seat.origin === ProjectOrigin.NEW ? dates.startedOn : dates.resumedOn) : null;
    return { row, years: yearsOf(row, money, draw), seat, site, startOfYear };
  });
}

/** Two of the projects whose land procedures are completed are named in the report. */
function withLand(all: readonly Seat[], { shuffled }: Random): Set<Seat> {
  const others = all.filter(({ named, origin, started }) => !named && origin === ProjectOrigin.NEW && started);
  return new Set(shuffled(others).slice(0, landProceduresCompleted - 2));
}

function progress({ total, completed, before }: Amounts, draw: Random): string {
  const paid = (completed + before) / total;
  return Math.min(0.98, paid * draw.between(0.9, 1.08)).toFixed(4);
}

function yearsOf({ id, startedOn }: Pick<Row, 'id' | 'startedOn'>, { planned, completed, before }: Amounts, draw: Random): Partial<ProjectYear>[] {
  const years = [{ projectId: id, year: thisYear, planned: yuan(planned), completed: yuan(completed) }];
  let left = before;
  for (let year = Number(startedOn?.slice(0, 4) ?? thisYear); year < thisYear; year++) {
    const done = year === thisYear - 1 ? left : Math.floor(left * draw.between(0.2, 0.5) / 100) * 100;
    left -= done;
    // Northern winters: a year rarely completes all that it planned.
    years.push({ projectId: id, year, planned: yuan(Math.ceil(done * draw.between(1, 1.2) / 100) * 100), completed: yuan(done) });
  }
  return years.sort((a, b) => a.year - b.year);
}

function yuan(wan: number): string {
  return toYuan(String(wan), 'WAN');
}
