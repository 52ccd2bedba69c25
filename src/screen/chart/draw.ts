/** What a chart says in one row; days are YYYY-MM-DD. */
export interface ChartRow {
  readonly name: string;
  /** Below the name: whose it is, where. */
  readonly note: string;
  readonly light: Light;
  /** The light in a word, and what else is to be said of it. */
  readonly word: string;
  /** At the right edge: how many days. */
  readonly aside: string;
  /** What was first planned. */
  readonly baseline: Span | null;
  /** What is done, what is likely. */
  readonly bars: readonly (Span & { readonly kind: BarKind })[];
  /** The day by which it is to be finished. */
  readonly due: string | null;
}

export type Light = 'GREEN' | 'YELLOW' | 'RED' | 'DONE';
export type BarKind = 'DONE' | 'OPEN' | 'CRITICAL' | 'LATE';

export interface Span {
  readonly from: string;
  readonly to: string;
}

export interface Palette {
  readonly ground: string;
  readonly band: string;
  readonly rule: string;
  readonly ink: string;
  readonly soft: string;
  readonly today: string;
  readonly bars: Readonly<Record<BarKind | 'BASELINE', string>>;
  readonly lights: Readonly<Record<Light, string>>;
}

/** In pixels of the drawing, which may be shown at any size. */
export interface ChartSize {
  readonly width: number;
  readonly rowHeight: number;
  readonly labels: number;
  readonly asides: number;
  readonly text: number;
}

export interface ChartOptions {
  readonly size: ChartSize;
  readonly palette: Palette;
  readonly today: string;
  readonly todayWord: string;
  /** Says a month of the axis, YYYY-MM. */
  readonly month: (month: string) => string;
  /** For who cannot see it. */
  readonly title: string;
  /** Days on which nothing is built, shaded. */
  readonly stops?: readonly Span[];
  /** From when until when; what the rows need where it is left out. */
  readonly span?: Span;
}

const inDay = 86_400_000;
const dayOf = (date: string): number => Date.parse(`${date}T00:00:00Z`) / inDay;

/** Draws a chart as SVG: the same for the wall, the office's page and a file. */
export function drawChart(rows: readonly ChartRow[], { size, palette, today, todayWord, month, title, stops = [], span = spanOf(rows, today) }: ChartOptions): string {
  const { width, rowHeight, labels, asides, text } = size;
  const [first, last] = [dayOf(span.from), dayOf(span.to) + 1];
  const head = text * 2.7;
  const height = head + rows.length * rowHeight;
  const x = (day: number): number => round(labels + (Math.min(Math.max(day, first), last) - first) / (last - first) * (width - labels - asides));
  const rect = (from: string, to: string, y: number, tall: number, attributes: string): string =>
    dayOf(to) < first || dayOf(from) >= last ? '' : `<rect x="${x(dayOf(from))}" y="${round(y)}" width="${round(Math.max(2, x(dayOf(to) + 1) - x(dayOf(from))))}" height="${round(tall)}" ${attributes}/>`;
  const said = (at: number, y: number, content: string, attributes: string): string => `<text x="${round(at)}" y="${round(y)}" ${attributes}>${escaped(content)}</text>`;

  const axis = monthsOf(span, (width - labels - asides) / (text * 5.2)).map((each) => {
    const at = x(dayOf(`${each}-01`));
    return `<line x1="${at}" x2="${at}" y1="${text * 1.6}" y2="${height}" stroke="${palette.rule}"/>${said(at + text * 0.25, text * 2.35, month(each), `font-size="${round(text * 0.8)}" fill="${palette.soft}"`)}`;
  });
  const drawn = rows.map((row, index) => {
    const top = head + index * rowHeight;
    const middle = top + rowHeight / 2;
    const [bar, thin] = [rowHeight * 0.38, rowHeight * 0.14];
    const isTall = rowHeight > text * 2.3;
    const name = fitted(row.name, (labels - text * 5.6) / text);
    return `<g>${index % 2 === 0 ? `<rect x="0" y="${top}" width="${width}" height="${rowHeight}" fill="${palette.band}"/>` : ''}
${said(text * 0.4, isTall ? middle - text * 0.15 : middle + text * 0.35, name, `fill="${palette.ink}" font-weight="600"`)}
${isTall ? said(text * 0.4, middle + text, fitted(row.note, (labels - text * 5.6) / (text * 0.75)), `font-size="${round(text * 0.75)}" fill="${palette.soft}"`) : ''}
${shapeOf(row.light, labels - text * 4.6, middle - text * 0.45, text * 0.9, palette.lights[row.light])}
${said(labels - text * 3.4, middle + text * 0.35, row.word, `font-size="${round(text * 0.9)}" fill="${palette.lights[row.light]}" font-weight="700"`)}
${row.baseline ? rect(row.baseline.from, row.baseline.to, middle + bar / 2 + thin * 0.5, thin, `fill="${palette.bars.BASELINE}"`) : ''}
${row.bars.map(({ from, to, kind }) => rect(from, to, middle - bar / 2 - thin * 0.6, bar, `fill="${palette.bars[kind]}" rx="${round(bar * 0.12)}"${kind === 'LATE' ? ` stroke="${palette.ink}" stroke-dasharray="${round(text * 0.25)}" stroke-width="1.5"` : ''}`)).join('')}
${row.due ? dueMark(x(dayOf(row.due) + 1), middle - bar / 2 - thin * 1.2, bar + thin * 1.2, palette.ink) : ''}
${said(width - text * 0.4, middle + text * 0.35, row.aside, `fill="${palette.ink}" text-anchor="end" font-weight="600"`)}</g>`;
  });
  const now = x(dayOf(today));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" font-family="'Noto Sans SC Variable','Noto Sans SC','Noto Sans CJK SC','Microsoft YaHei',sans-serif" font-size="${text}">
<title>${escaped(title)}</title>
<rect width="${width}" height="${height}" fill="${palette.ground}"/>
${drawn.join('\n')}
${stops.map(({ from, to }) => rect(from, to, head, height - head, `fill="${palette.soft}" fill-opacity="0.16"`)).join('')}
${axis.join('\n')}
<line x1="${now}" x2="${now}" y1="${text * 0.2}" y2="${height}" stroke="${palette.today}" stroke-width="${round(text * 0.12)}"/>
<rect x="${round(now - text * 1.3)}" y="${round(text * 0.1)}" width="${round(text * 2.6)}" height="${round(text * 1.25)}" rx="${round(text * 0.2)}" fill="${palette.today}"/>
${said(now, text * 1.05, todayWord, `text-anchor="middle" font-size="${round(text * 0.85)}" font-weight="700" fill="${palette.ground}"`)}
</svg>`;
}

/** From the first day that is said of, to the last, with today. */
function spanOf(rows: readonly ChartRow[], today: string): Span {
  const days = rows.flatMap(({ baseline, bars, due }) => [...bars, ...(baseline ? [baseline] : [])].flatMap(({ from, to }) => [from, to]).concat(due ?? []));
  const all = [today, ...days].toSorted();
  return { from: shifted(all[0]!, -7), to: shifted(all[all.length - 1]!, 14) };
}

export function shifted(date: string, days: number): string {
  return new Date((dayOf(date) + days) * inDay).toISOString().slice(0, 10);
}

/** Months that begin in a span, as many as there is room for. */
function monthsOf({ from, to }: Span, most: number): string[] {
  const months: string[] = [];
  let [year, month] = [Number(from.slice(0, 4)), Number(from.slice(5, 7)) + 1];
  for (;;) {
    const at = new Date(Date.UTC(year, month - 1, 1)).toISOString().slice(0, 10);
    if (at > to) break;
    months.push(at.slice(0, 7));
    month += 1;
    if (month > 12) [year, month] = [year + 1, 1];
  }
  const step = [1, 2, 3, 6, 12, 24, 60].find((each) => months.length / each <= most) ?? 120;
  return months.filter((each) => (Number(each.slice(0, 4)) * 12 + Number(each.slice(5, 7)) - 1) % step === 0);
}

/** Lights differ by shape, also without colour: a disc, a triangle, a square, a tick. */
function shapeOf(light: Light, x: number, y: number, size: number, colour: string): string {
  const at = `transform="translate(${round(x)} ${round(y)}) scale(${round(size / 20)})"`;
  switch (light) {
    case 'GREEN': return `<circle ${at} cx="10" cy="10" r="9" fill="${colour}"/>`;
    case 'YELLOW': return `<path ${at} d="M10 1.2 19.6 18.4H.4Z" fill="${colour}"/>`;
    case 'RED': return `<rect ${at} x="1.6" y="1.6" width="16.8" height="16.8" rx="1.2" fill="${colour}"/>`;
    case 'DONE': return `<path ${at} d="M2 10.5 8 16.5 18.5 4" fill="none" stroke="${colour}" stroke-width="3.6"/>`;
  }
}

/** A flag on the day by which all is to be finished. */
function dueMark(x: number, y: number, tall: number, colour: string): string {
  return `<path d="M${round(x)} ${round(y + tall)}V${round(y)}l${round(tall * 0.42)} ${round(tall * 0.2)}l${round(-tall * 0.42)} ${round(tall * 0.2)}" fill="${colour}" stroke="${colour}" stroke-width="2"/>`;
}

/** A text cut to a width in ems; Chinese characters are one wide. */
export function fitted(text: string, most: number): string {
  let wide = 0;
  let fits = '';
  for (const character of text) {
    wide += character.codePointAt(0)! > 0x2e7f ? 1 : 0.58;
    if (wide > most) return `${fits.trimEnd().slice(0, -1)}…`;
    fits += character;
  }
  return fits;
}

export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

export function round(number: number): number {
  return Math.round(number * 100) / 100;
}
