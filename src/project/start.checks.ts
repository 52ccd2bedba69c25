import { record } from '../history/history.commands.js';
import { done, refuse, type Outcome } from '../kernel/refusal.js';
import { rows, sql } from '../store/database.js';
import type { Transaction } from '../store/unit-of-work.js';
import { isAsked, isLacking, readinessOfProject, type ReadinessRule } from './readiness.criteria.js';
import type { ProjectDays } from './project.days.js';
import type { Project } from './project.entity.js';

export type StartDays = Pick<Project, 'stage' | 'startedOn' | 'resumedOn'>;

/**
 * The day of a start or resumption that stands now and did not before. A later resumption is another one where the work had been
 * suspended; any other day in the place of one corrects it. The database takes the same for a start.
 */
export function startBegun(before: StartDays, now: StartDays & Pick<Project, 'origin'>): 'startedOn' | 'resumedOn' | null {
  if (now.resumedOn !== null && (before.resumedOn === null || (now.resumedOn > before.resumedOn && before.stage === 'SUSPENDED'))) return 'resumedOn';
  return now.origin === 'NEW' && now.startedOn !== null && before.startedOn === null ? 'startedOn' : null;
}

/** Refuses a start for which lacks what no start may lack; of what else lacks the history tells, and the database keeps it. */
export async function checkStart(tx: Transaction, project: Project, before: StartDays, named: ProjectDays, path: readonly string[]): Promise<Outcome<null>> {
  const begun = startBegun(before, project);
  if (!begun) return done(null);
  const lacking = await rows<{ rule: ReadinessRule; zh: string; en: string }>(tx.db, sql`
    select t.rule, t.name_zh as zh, t.name_en as en from project p cross join lateral (
      select t.* from ${readinessOfProject} where ${isAsked} and ${isLacking}) t
    where p.id = ${project.id} order by t.place, t.id`);
  const refused = lacking.filter(({ rule }) => rule === 'REFUSED');
  if (refused.length > 0) {
    const field = named[begun] ? begun : 'stage';
    return refuse('START_UNREADY', [...path, field], { items: refused.map(({ zh }) => zh).join('、'), itemsInEnglish: refused.map(({ en }) => en).join(', ') });
  }
  if (lacking.length > 0) await record(tx, 'Project', project.id, 'STARTED_UNREADY', lacking.map(({ zh }) => zh).join('、'));
  return done(null);
}
