import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** One figure as it is shown. */
export interface Row {
  readonly figure: string;
  readonly value: string;
  readonly spread?: string;
  readonly goal?: string;
  /** Null where the goal could not be judged. */
  readonly met?: boolean | null;
}

export interface Result {
  readonly title: string;
  readonly rows: readonly Row[];
  readonly notes: readonly string[];
  readonly machine: string;
  readonly svg?: string;
}

const folder = join(import.meta.dirname, '../results');

/** A table of figures beside their goals; what was missed stands there like the rest. */
export function markdown(title: string, rows: readonly Row[], notes: readonly string[]): string {
  const cells = rows.map(({ figure, value, spread, goal, met }) => [figure, value, spread ?? '', goal ?? '', verdict(met)]);
  const lines = [['figure', 'value', 'spread', 'goal', 'met'], ['---', '---', '---', '---', '---'], ...cells].map((line) => `| ${line.join(' | ')} |`);
  return [`# ${title}`, '', ...lines, '', ...notes.map((note) => `- ${note}`), ''].join('\n');
}

/** Writes bench/results/NAME.md and NAME.json (with `raw`, whatever was measured), and NAME.svg where there is a picture. */
export function save(name: string, { title, rows, notes, machine, svg }: Result, raw: unknown = null): void {
  mkdirSync(folder, { recursive: true });
  const picture = svg === undefined ? [] : [`![${title}](${name}.svg)`, ''];
  writeFileSync(join(folder, `${name}.md`), [markdown(title, rows, [machine, ...notes]), ...picture].join('\n'));
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify({ title, machine, rows, notes, raw }, null, 1)}\n`);
  if (svg !== undefined) writeFileSync(join(folder, `${name}.svg`), svg);
}

function verdict(met: boolean | null | undefined): string {
  if (met === undefined) return '';
  return met === null ? 'not judged' : met ? 'yes' : '**no**';
}
