import { readFileSync, writeFileSync } from 'node:fs';
import { wordsOf } from '../../src/kernel/enumeration.js';
import { rolesOf } from '../../src/kernel/rights.js';
import { IssueStatus } from '../../src/issue/issue.entity.js';
import { IssueAct, lifecycle } from '../../src/issue/issue.lifecycle.js';

const file = 'docs/SPEC.md';
const [begin, end] = ['<!-- the acts of an issue: `npm run acts` writes what stands between these lines -->\n', '<!-- the end of the acts -->'];

/** The table of acts as people read it: where each leads from each status, and who does it. */
export function actsAsMarkdown(): string {
  const statuses = wordsOf(IssueStatus);
  const rows = wordsOf(IssueAct).map((act) => {
    const { mutation, leads, right, unit, zh } = lifecycle[act];
    const moves = statuses.map((from) => (leads[from] === null ? '' : leads[from] === from ? 'stays' : leads[from]));
    return [`\`${mutation}\` ${zh}`, ...moves, rolesOf(right).map((role) => (role === 'UNIT' && unit !== 'ANY' ? `UNIT (${unit.toLowerCase()})` : role)).join(', ')];
  });
  return [['act', ...statuses.map((status) => `from ${status}`), 'by'], ['---', ...statuses.map(() => '---'), '---'], ...rows].map((row) => `| ${row.join(' | ')} |\n`).join('');
}

/** What the specification says of it. */
export function actsInSpec(): string {
  const text = readFileSync(file, 'utf8');
  return text.slice(text.indexOf(begin) + begin.length, text.indexOf(end));
}

if (process.argv[1] === import.meta.filename) {
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.slice(0, text.indexOf(begin) + begin.length) + actsAsMarkdown() + text.slice(text.indexOf(end)));
}
