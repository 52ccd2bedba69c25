import { visible } from '../graphql/sight.js';
import { record, recording } from '../history/history.commands.js';
import { done, refuse, type Outcome, type Refusal } from '../kernel/refusal.js';
import type { Sight } from '../kernel/rights.js';
import { checkText, textLimit } from '../kernel/text.js';
import { JointLaunch } from '../project/joint-launch.entity.js';
import { checkRegion, reaches } from '../region/region.reach.js';
import { firstRow, rows, sql } from '../store/database.js';
import type { Transaction } from '../store/unit-of-work.js';

/** Most projects that one ceremony launches. */
const mostLaunched = 500;

export interface JointLaunchData {
  readonly name: string;
  readonly on: string;
  readonly regionId: number;
  readonly note?: string | null;
  readonly projectIds: readonly number[];
}

/** Records one ceremony and the launch of all its projects, or nothing: what is wrong with one is said of that one. */
export async function recordJointLaunch(tx: Transaction, sight: Sight, data: JointLaunchData): Promise<Outcome<number>> {
  const ids = [...new Set(data.projectIds)];
  const bad = [
    ...checkText(data.name, ['input', 'name'], textLimit.name),
    ...checkText(data.note ?? '', ['input', 'note'], textLimit.note, { mayBeEmpty: true }),
    ...(data.on > tx.today ? refuse('DAY_AFTER', ['input', 'on'], { day: data.on, latest: tx.today }).refused : []),
    ...(ids.length === 0 || ids.length > mostLaunched ? refuse('NUMBER_OUT_OF_RANGE', ['input', 'projectIds'], { least: 1, most: mostLaunched }).refused : []),
    ...(await checkRegion(tx, sight, data.regionId, ['input', 'regionId'])),
  ];
  if (bad.length > 0) return { refused: bad };
  const refused = await checkProjects(tx, sight, data.projectIds);
  if (refused.length > 0) return { refused };
  const launch = tx.em.create(JointLaunch, { name: data.name.trim(), onDay: data.on, regionId: data.regionId, note: data.note?.trim() ?? '' });
  await tx.em.flush();
  await sql`update project set launched_on = ${data.on}, joint_launch_id = ${launch.id}, version = version + 1 where id = any(${ids})`.execute(tx.db);
  await record(tx, 'JointLaunch', launch.id, 'LAUNCHED', String(ids.length));
  await recording(tx, 'Project', sql`select unnest(${ids}::int[])`, 'LAUNCHED', launch.name).execute(tx.db);
  return done(launch.id);
}

/** It was not held, or not so: its projects are not launched any more. Who does not see them all cannot take it back. */
export async function cancelJointLaunch(tx: Transaction, sight: Sight, id: number, reason: string): Promise<Outcome<number>> {
  const bad = checkText(reason, ['reason'], textLimit.note);
  if (bad.length > 0) return { refused: bad };
  const launch = await firstRow<{ name: string; path: number[]; ended: boolean }>(tx.db, sql`
    select l.name, r.path, l.ended_at is not null as ended from joint_launch l join region r on r.id = l.region_id where l.id = ${id} for update of l`);
  if (!launch) return refuse('NOT_FOUND', ['id'], { what: 'JointLaunch' });
  const unseen = await firstRow(tx.db, sql`select p.id from project p where p.joint_launch_id = ${id} and not ${visible(sight, 'Project', sql`p.id`)} limit 1`);
  if (!reaches(sight, launch.path) || unseen) return refuse('FORBIDDEN_HERE', ['id']);
  if (launch.ended) return refuse('ENDED', ['id'], { what: launch.name });
  await sql`update joint_launch set ended_at = ${tx.now}, end_reason = ${reason.trim()} where id = ${id}`.execute(tx.db);
  const freed = await rows<{ id: number }>(tx.db, sql`
    update project set launched_on = null, joint_launch_id = null, version = version + 1 where joint_launch_id = ${id} returning id`);
  await record(tx, 'JointLaunch', id, 'ENDED', reason.trim());
  await recording(tx, 'Project', sql`select unnest(${freed.map((project) => project.id)}::int[])`, 'LAUNCH_CANCELLED', reason.trim()).execute(tx.db);
  return done(id);
}

async function checkProjects(tx: Transaction, sight: Sight, ids: readonly number[]): Promise<readonly Refusal[]> {
  const found = await rows<{ id: number; name: string; ended: boolean; launchedOn: string | null }>(tx.db, sql`
    select p.id, p.name, p.ended_at is not null as ended, p.launched_on as "launchedOn"
    from project p where p.id = any(${ids}::int[]) and ${visible(sight, 'Project', sql`p.id`)} order by p.id for update of p`);
  const byId = new Map(found.map((project) => [project.id, project]));
  return ids.flatMap((id, at): readonly Refusal[] => {
    const path = ['input', 'projectIds', String(at)];
    const project = byId.get(id);
    if (!project) return refuse('NOT_FOUND', path, { what: 'Project' }).refused;
    if (project.ended) return refuse('ENDED', path, { what: project.name }).refused;
    return project.launchedOn ? refuse('ALREADY_LAUNCHED', path, { name: project.name, day: project.launchedOn }).refused : [];
  });
}
