import { refuse, type Refusal } from '../kernel/refusal.js';
import type { Role } from '../kernel/viewer.js';

export type ScopeField = 'regionId' | 'unitId' | 'leaderId';

/** What a person's role names: needed, allowed, or (where absent) neither. Null: no role for a person. */
const scopeOf = {
  ADMIN: {},
  DISPATCHER: { regionId: 'ALLOWED' },
  LEADER: { leaderId: 'NEEDED' },
  OFFICER: { leaderId: 'NEEDED' },
  UNIT: { unitId: 'NEEDED' },
  OWNER: { unitId: 'NEEDED' },
  INTEGRATION: null,
  SCREEN: null,
  VIEWER: { regionId: 'ALLOWED' },
} as const satisfies Record<Role, Partial<Record<ScopeField, 'NEEDED' | 'ALLOWED'>> | null>;

/** What is wrong with what a role is given. */
export function checkScope(role: Role, given: Readonly<Record<ScopeField, number | null>>): readonly Refusal[] {
  const scope: Partial<Record<ScopeField, 'NEEDED' | 'ALLOWED'>> | null = scopeOf[role];
  if (scope === null) return refuse('ROLE_NOT_PERSONAL', ['input', 'role'], { role }).refused;
  return (['regionId', 'unitId', 'leaderId'] as const).flatMap((field) => {
    if (given[field] === null && scope[field] === 'NEEDED') return refuse('SCOPE_NEEDED', ['input', field], { role }).refused;
    return given[field] !== null && !scope[field] ? refuse('SCOPE_MEANINGLESS', ['input', field], { role }).refused : [];
  });
}
