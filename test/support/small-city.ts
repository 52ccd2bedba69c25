import fc from 'fast-check';
import type { ScopeKeys } from '../../src/kernel/rights.js';
import type { City } from './city.js';
import { often } from './schedule.js';

/** A city so small that a model of it is a few lines: three projects in two counties, and issues of theirs that two units lead. */
export type ProjectName = `Project ${number}`;
export type IssueName = `Issue ${number}`;
/** An entity's type and id. */
export type Name = ProjectName | IssueName;

interface ProjectRow {
  readonly region: number;
  readonly text: string;
}
interface IssueRow {
  readonly project: ProjectName;
  readonly unit: number | null;
  readonly text: string;
}
export type Row = ProjectRow | IssueRow;

/** What the tables hold. */
export type State = ReadonlyMap<Name, Row>;

/** A row is made, moved, renamed, or put as it stands; null drops it, a project with its issues. */
export interface Write {
  readonly of: Name;
  readonly row: Row | null;
}

export const region = { city: 1, a: 2, b: 3 } as const;
export const projects: readonly ProjectName[] = ['Project 1', 'Project 2', 'Project 3'];
const issues: readonly IssueName[] = ['Issue 1', 'Issue 2', 'Issue 3', 'Issue 4'];

const text = fc.constantFrom('甲', '乙');
const write = <T extends Name>(of: readonly T[], row: fc.Arbitrary<Row | null>) => fc.record({ of: fc.constantFrom(...of), row }, { noNullPrototype: true });
export const anyWrite: fc.Arbitrary<Write> = often(
  [4, write(projects, fc.record({ region: fc.constantFrom(region.a, region.b), text }, { noNullPrototype: true }))],
  [5, write(issues, fc.record({ project: fc.constantFrom(...projects), unit: fc.constantFrom(1, 2, null), text }, { noNullPrototype: true }))],
  [3, write([...projects, ...issues], fc.constant(null))],
);

export async function foundSmallCity({ query }: City): Promise<void> {
  await query(`
    insert into region (id, code, name, level) values (1, 'CITY', '市', 'CITY');
    insert into region (id, code, name, level, parent_id) values (2, 'A', '甲县', 'COUNTY', 1), (3, 'B', '乙县', 'COUNTY', 1);
    insert into unit (id, code, name, type, region_id) values (1, 'U', '一局', 'DEPARTMENT', 1), (2, 'V', '二局', 'DEPARTMENT', 1)`);
}

export const toClear = 'delete from issue; delete from project';

export function toSql({ of, row }: Write): string {
  const [table, id] = of.split(' ');
  if (row === null) return `${table === 'Project' ? `delete from issue where project_id = ${id};` : ''} delete from ${table} where id = ${id}`;
  return isProject(row)
    ? `insert into project (id, code, name, tier, sector, origin, stage, region_id, total_investment)
       values (${id}, 'P${id}', '${row.text}', 'COUNTY', 'INDUSTRY', 'NEW', 'PREPARING', ${row.region}, 1)
       on conflict (id) do update set name = excluded.name, region_id = excluded.region_id`
    : `insert into issue (id, number, kind, category, title, severity, status, level, project_id, lead_unit_id)
       values (${id}, 'I${id}', 'PROBLEM', 'LAND', '${row.text}', 'LOW', 'REPORTED', 'PROJECT', ${row.project.split(' ')[1]}, ${row.unit})
       on conflict (id) do update set title = excluded.title, project_id = excluded.project_id, lead_unit_id = excluded.lead_unit_id`;
}

/** The state after a write; null where there is nothing to write to. */
export function after(state: State, { of, row }: Write): State | null {
  if (row === null) return state.has(of) ? new Map([...state].filter(([name, it]) => name !== of && projectOf(it) !== of)) : null;
  return isProject(row) || state.has(row.project) ? new Map(state).set(of, row) : null;
}

/** What a write locks, and could be held up by: its row, the row's project before and after, and a project's issues. */
export function held(state: State, { of, row }: Write): Name[] {
  const subjects = [state.get(of), row].flatMap((it) => projectOf(it) ?? []);
  const below = [...state].filter(([, it]) => projectOf(it) === of).map(([name]) => name);
  return [of, ...subjects, ...below];
}

/** What an entity concerns; null where it is not there. */
export function keysOf(state: State, of: Name): ScopeKeys | null {
  const row = state.get(of);
  if (!row) return null;
  const project = isProject(row) ? of : row.project;
  const { region: county } = state.get(project) as ProjectRow;
  const led = [...state.values()].filter((it) => (isProject(row) ? projectOf(it) === of : it === row)).map((it) => (it as IssueRow).unit);
  return {
    regions: [region.city, county], projects: [idOf(project)], leaders: [], meetings: [],
    units: [...new Set(led)].filter((unit) => unit !== null).toSorted(), owners: [], systems: [],
  };
}

/** What the database logs of a statement: the rows that it altered, the projects of altered issues, and what thereby concerns something else. */
export function logged(from: State, to: State): Name[] {
  const differs = (of: (state: State) => unknown) => JSON.stringify(of(from)) !== JSON.stringify(of(to));
  const all: readonly Name[] = [...projects, ...issues];
  const altered = all.filter((name) => differs((state) => state.get(name)));
  const subjects = altered.flatMap((name) => [from, to].flatMap((state) => projectOf(state.get(name)) ?? []));
  const moved = all.filter((name) => differs((state) => keysOf(state, name)));
  return [...new Set([...altered, ...subjects, ...moved])];
}

export function typeOf(name: Name): 'Project' | 'Issue' {
  return name.startsWith('Project') ? 'Project' : 'Issue';
}

export function idOf(name: Name): number {
  return Number(name.split(' ')[1]);
}

function isProject(row: Row): row is ProjectRow {
  return 'region' in row;
}

function projectOf(row: Row | null | undefined): ProjectName | null {
  return row && !isProject(row) ? row.project : null;
}
