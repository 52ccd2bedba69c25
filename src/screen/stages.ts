import type { ProjectStage } from '../project/project.entity.js';

export interface Step {
  readonly stage: ProjectStage;
  readonly place: 'PAST' | 'NOW' | 'AHEAD';
}

const way: readonly ProjectStage[] = ['RESERVE', 'PREPARING', 'UNDER_CONSTRUCTION', 'COMPLETED'];

/** The way of a project from reserve to completion; a suspended one stands still where it was being built. */
export function stepsOf(stage: ProjectStage): readonly Step[] {
  const steps = stage === 'SUSPENDED' ? way.map((step) => (step === 'UNDER_CONSTRUCTION' ? stage : step)) : way;
  const now = steps.indexOf(stage);
  return steps.map((step, index) => ({ stage: step, place: index < now ? 'PAST' : index === now ? 'NOW' : 'AHEAD' }));
}
