import { done, refuse, type Outcome } from '../kernel/refusal.js';
import type { Sight } from '../kernel/rights.js';
import { visible } from '../graphql/sight.js';
import { checkRegions } from '../region/region.reach.js';
import { rows, sql, type Sql } from '../store/database.js';
import type { Transaction } from '../store/unit-of-work.js';

/** What an issue is about, as it is named: exactly one of them. */
export interface SubjectData {
  readonly projectCode?: string | null;
  readonly projectId?: number | null;
  readonly leadId?: number | null;
  readonly regionId?: number | null;
}

/** What an issue is about: exactly one of the ids; and the series of its number, such as DQ-2020. */
export interface Subject {
  readonly projectId: number | null;
  readonly leadId: number | null;
  readonly regionId: number | null;
  readonly series: string;
}

/** Finds a subject by what it is named with. */
type Finder = (name: number | string) => Outcome<Subject>;

/**
 * The subjects that are named, alive and within the actor's sight, each for itself; the paths of refusals begin at what names
 * it. A project may be named by its code by a system that does not see it yet.
 */
export async function findSubjects(tx: Transaction, sight: Sight, named: readonly SubjectData[]): Promise<Outcome<Subject>[]> {
  const fields = named.map((data) => subjectFields.filter((field) => (data[field] ?? null) !== null));
  const names = (wanted: keyof SubjectData) => [...new Set(named.flatMap((data, at) => (fields[at]!.length === 1 && fields[at]![0] === wanted ? [data[wanted]!] : [])))];
  const byProject = await findProjects(tx, sight, names('projectCode') as string[], names('projectId') as number[]);
  const find: Record<keyof SubjectData, Finder> = {
    projectCode: byProject,
    projectId: byProject,
    leadId: await findLeads(tx, sight, names('leadId') as number[]),
    regionId: await findRegions(tx, sight, names('regionId') as number[]),
  };
  return named.map((data, at) => {
    const [field, ...more] = fields[at]!;
    return field && more.length === 0 ? find[field](data[field]!) : refuse('ISSUE_SUBJECT');
  });
}

const subjectFields = ['projectCode', 'projectId', 'leadId', 'regionId'] as const;

/** One series a city and business year; a region in no city has its own. `region` is a column. */
function seriesOf({ today }: Transaction, region: Sql): Sql {
  return sql`coalesce(
    (select city.code from region r join region city on city.id = any(r.path) where r.id = ${region} and city.level = 'CITY' limit 1),
    (select r.code from region r where r.id = ${region})) || '-' || ${today.slice(0, 4)}::text as series`;
}

/** Whether a system may report of a project that it does not see yet: anywhere, or in the regions that its key is for. */
function mayReport(sight: Sight, region: Sql): Sql {
  if (sight.kind !== 'SYSTEM') return sql`false`;
  return sight.within ? sql`exists (select from region r where r.id = ${region} and r.path && ${sight.within}::int[])` : sql`true`;
}

async function findProjects(tx: Transaction, sight: Sight, codes: readonly string[], ids: readonly number[]): Promise<Finder> {
  const found = codes.length + ids.length === 0 ? [] : await rows<{ id: number; code: string; ended: boolean; seen: boolean; known: boolean; series: string }>(tx.db, sql`
    select p.id, p.code, p.ended_at is not null as ended, ${visible(sight, 'Project', sql`p.id`)} as seen,
           ${mayReport(sight, sql`p.region_id`)} as known, ${seriesOf(tx, sql`p.region_id`)}
    from project p where p.code = any(${codes}::text[]) or p.id = any(${ids}::int[]) order by p.id for key share of p`);
  const byName = new Map<number | string, (typeof found)[number]>(found.flatMap((project) => [[project.id, project], [project.code, project]]));
  return (name) => {
    const path = [typeof name === 'string' ? 'projectCode' : 'projectId'];
    const project = byName.get(name);
    if (!project || !(project.seen || (typeof name === 'string' && project.known))) return refuse('NOT_FOUND', path, { what: 'Project' });
    if (project.ended) return refuse('ENDED', path, { what: project.code });
    return done({ projectId: project.id, leadId: null, regionId: null, series: project.series });
  };
}

async function findLeads(tx: Transaction, sight: Sight, ids: readonly number[]): Promise<Finder> {
  const found = ids.length === 0 ? [] : await rows<{ id: number; code: string; converted: boolean; ended: boolean; series: string }>(tx.db, sql`
    select l.id, l.code, l.project_id is not null as converted, l.ended_at is not null as ended, ${seriesOf(tx, sql`l.region_id`)}
    from investment_lead l where l.id = any(${ids}::int[]) and ${visible(sight, 'InvestmentLead', sql`l.id`)} order by l.id for key share of l`);
  const byId = new Map<number | string, (typeof found)[number]>(found.map((lead) => [lead.id, lead]));
  return (id) => {
    const lead = byId.get(id);
    if (!lead) return refuse('NOT_FOUND', ['leadId'], { what: 'InvestmentLead' });
    if (lead.converted) return refuse('ALREADY_CONVERTED', ['leadId']);
    if (lead.ended) return refuse('ENDED', ['leadId'], { what: lead.code });
    return done({ projectId: null, leadId: lead.id, regionId: null, series: lead.series });
  };
}

async function findRegions(tx: Transaction, sight: Sight, ids: readonly number[]): Promise<Finder> {
  if (ids.length === 0) return () => refuse('NOT_FOUND', ['regionId'], { what: 'Region' });
  const refused = await checkRegions(tx, sight, ids, ['regionId']);
  const found = await rows<{ id: number; series: string }>(tx.db, sql`select region.id, ${seriesOf(tx, sql`region.id`)} from region where region.id = any(${ids}::int[])`);
  const series = new Map(found.map((region) => [region.id, region.series]));
  return (id) => {
    const why = refused.get(id as number)!;
    return why.length > 0 ? { refused: why } : done({ projectId: null, leadId: null, regionId: id as number, series: series.get(id as number)! });
  };
}
