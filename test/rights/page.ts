import { decidedFields, decisionOn, type Decision } from '../../src/kernel/field-rights.js';
import { rightFor, rights, rolesOf, type Right } from '../../src/kernel/rights.js';
import type { Role } from '../../src/kernel/viewer.js';
import { rowCount, scopedTypes, type ScopedType } from './marked-city.js';

export const transports = ['HTTP', 'WebSocket'] as const;
export type Transport = (typeof transports)[number];

/** What the tests saw. */
export interface Observed {
  /** Whether a mutation, or a query that is not for everybody, was not refused for want of a right. */
  readonly acts: Map<string, Map<Role, Record<Transport, boolean>>>;
  /** Which roles' sockets may stand in a site that they see. */
  readonly stand: Set<Role>;
  /** How many rows were seen, by whom. */
  readonly rows: Map<string, Record<Transport, Record<ScopedType, number>>>;
}

const sign = (transport: Record<Transport, boolean>): string => transports.map((each) => (transport[each] ? '✓' : '–')).join(' ');
const line = (...cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** docs/RIGHTS.md */
export function page({ acts, stand, rows }: Observed, roles: readonly Role[]): string {
  return `# Who may see and do what

Written by \`npm run rights\` from a run of the tests, which ask a server for everything as everybody, over both transports; a
test fails where this page says otherwise. The tables that decide are \`src/kernel/rights.ts\` (roles, acts, sights) and
\`src/kernel/field-rights.ts\` (fields); the server does not start while a field stands in neither.

## Roles

| role | names | sees |
| --- | --- | --- |
| \`ADMIN\` | | everything |
| \`DISPATCHER\` (调度办) | a region, or none | what lies in the region or below; everything without one |
| \`LEADER\` (包保领导) | a leader | the projects and leads that the leader answers for now in whatever role, the leads that these projects were, their issues and who else answers for them; meetings that they chair; their own ended assignments |
| \`OFFICER\` (首席服务员、推进专员) | a leader | the same |
| \`UNIT\` (责任单位) | a unit | the issues that the unit leads or supports, and their projects and leads |
| \`OWNER\` (业主单位) | a unit | the projects that the unit owns, and all their issues |
| \`INTEGRATION\` (外部系统) | a system | the issues that the system reported, and their projects and leads |
| \`SCREEN\` (大屏), \`VIEWER\` (查阅人) | a region, or none | as a dispatcher |

A meeting lies in the region that holds it and in those of its sites. A directive is seen by whoever sees its issue, an
assignment by whoever sees what it is on. Regions, units and leaders are the city's directory: everybody with a token sees them.

## Role x act x transport

\`✓ –\` is: over HTTP yes, over WebSocket no. An act reaches the rows that the role sees, and those alone: any other is refused
as one that does not exist. Acts on the directory and on meetings reach a dispatcher's own part of the tree (\`FORBIDDEN_HERE\`
beyond it: that these rows exist is no secret to who sees them).

${line('right', 'act', ...roles)}
${line('---', '---', ...roles.map(() => ':-:'))}
${rights.flatMap((right) => [...acts].filter(([act]) => rightFor(act) === right).map(([act, byRole]) => line(right, `\`${act}\``, ...roles.map((role) => sign(byRole.get(role)!))))).join('\n')}

\`standInSite\` is no mutation: a socket of ${roles.filter((role) => stand.has(role)).map((role) => `\`${role}\``).join(', ')} may name a site of a meeting that it sees, and stands in it.

## Role x what is seen

How many rows of the tests' city were seen, over HTTP / over WebSocket: by lists, by id, by code, nested, and in counts alike.

${line('', ...scopedTypes)}
${line('---', ...scopedTypes.map(() => ':-:'))}
${line('there are', ...scopedTypes.map((type) => String(rowCount[type])))}
${[...rows].map(([who, seen]) => line(`\`${who}\``, ...scopedTypes.map((type) => transports.map((transport) => seen[transport][type]).join(' / ')))).join('\n')}

## Field by field

What decides: **DIRECTORY** nothing, everybody with a token sees it; **ROW** who sees the object sees the field; **SCOPE** the
viewer's sight, row by row: what is not seen is null, not listed, not counted. Of connections, edges and payloads the field that
leads to them decides. **PERSONAL** is what is said of persons: with the right \`readContacts\` (${rolesOf('readContacts').map((role) => `\`${role}\``).join(', ')}), who
sees the object sees the field, others read null, over subscriptions as well.

${line('type', 'DIRECTORY', 'ROW', 'SCOPE', 'PERSONAL')}
${line('---', '---', '---', '---', '---')}
${[...Map.groupBy(decidedFields, (field) => field.split('.')[0]!)].map(([type, fields]) => line(type, ...(['DIRECTORY', 'ROW', 'SCOPE', 'PERSONAL'] as const).map((decision) => decidedBy(decision, fields)))).join('\n')}

## What can be told all the same

- A project's light is its own: who sees the project sees the same light and reason, also where it comes of issues that are not theirs to see.
- A code, or an external reference, that is in use is refused to who would use it again, whoever's it is; nothing else of the row is told.
- An integration may name any project by its code, to report on it.
- An agenda tells that there is an item, with its place and time, also where what it is about is not told.
- Numbers of issues and ids rise as rows are made.
`;
}

function decidedBy(decision: Decision, fields: readonly string[]): string {
  return fields.filter((field) => (decisionOn(...field.split('.') as [string, string]) as Decision | Right) === decision).map((field) => field.split('.')[1]).join(' ');
}
