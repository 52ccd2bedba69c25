import { LockMode } from '@mikro-orm/core';
import { visible } from '../graphql/sight.js';
import { done, refuse, type Outcome } from '../kernel/refusal.js';
import type { Sight } from '../kernel/rights.js';
import { firstRow, sql } from '../store/database.js';
import type { Transaction } from '../store/unit-of-work.js';
import { Project } from './project.entity.js';

/** Locks a project that the actor sees and that stands in the register; `version` is the one that the actor had read. */
export async function changeableProject(tx: Transaction, sight: Sight, id: number, version?: number): Promise<Outcome<Project>> {
  const project = await tx.em.findOne(Project, id, { lockMode: LockMode.PESSIMISTIC_WRITE });
  // Asked for after the lock: the project may have moved while this waited.
  const isSeen = await firstRow(tx.db, sql`select from project p where p.id = ${id} and ${visible(sight, 'Project', sql`p.id`)}`);
  if (!project || !isSeen) return refuse('NOT_FOUND', ['id'], { what: 'Project' });
  if (project.endedAt) return refuse('ENDED', ['id'], { what: project.name });
  if (version !== undefined && version !== project.version) return refuse('CONFLICT', ['input', 'version'], { version: project.version });
  return done(project);
}
