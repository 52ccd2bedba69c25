import { escaped, fitted, round, type Palette } from '../chart/draw.js';

/** A district as the picture shows it. */
export interface Lane {
  readonly name: string;
  /** Null: it has left, or nothing of it could be measured. */
  readonly rank: number | null;
  readonly points: number | null;
  /** A week before. */
  readonly before: number | null;
  /** Since then, by ranks: above zero is up; null where there is nothing to compare. */
  readonly climbed: number | null;
  /** At the right edge: the points, and what changed, in words. */
  readonly aside: string;
  readonly change: string;
  /** Below the name: that it has left, that points were corrected; may be empty. */
  readonly note: string;
}

export interface RaceOptions {
  /** In pixels of the drawing, which may be shown at any size. */
  readonly size: { readonly width: number; readonly rowHeight: number; readonly labels: number; readonly asides: number; readonly text: number };
  readonly palette: Palette;
  /** For who cannot see it. */
  readonly title: string;
  /** How many points the track is long. */
  readonly upto: number;
}

/** As many points as the track needs: 100, or what somebody has beyond. */
export function trackFor(lanes: readonly Pick<Lane, 'points' | 'before'>[]): number {
  return Math.max(100, ...lanes.flatMap(({ points, before }) => [Math.ceil((points ?? 0) / 10) * 10, Math.ceil((before ?? 0) / 10) * 10]));
}

/** Draws a race as SVG: a lane a district, its marker at its points, the place of a week before as a ring. */
export function drawRace(lanes: readonly Lane[], { size, palette, title, upto }: RaceOptions): string {
  const { width, rowHeight, labels, asides, text } = size;
  const head = text * 1.8;
  const height = head + lanes.length * rowHeight;
  const x = (points: number): number => round(labels + rowHeight / 2 + (Math.min(Math.max(points, 0), upto) / upto) * (width - labels - asides - rowHeight));
  const said = (at: number, y: number, content: string, attributes: string): string => `<text x="${round(at)}" y="${round(y)}" ${attributes}>${escaped(content)}</text>`;
  const axis = Array.from({ length: Math.floor(upto / 20) + 1 }, (_, index) => index * 20).map((points) =>
    `<line x1="${x(points)}" x2="${x(points)}" y1="${head}" y2="${height}" stroke="${palette.rule}"/>${said(x(points), text * 1.2, String(points), `text-anchor="middle" font-size="${round(text * 0.8)}" fill="${palette.soft}"`)}`);
  const drawn = lanes.map(({ name, rank, points, before, climbed, aside, change, note }, index) => {
    const top = head + index * rowHeight;
    const middle = top + rowHeight / 2;
    const radius = rowHeight * 0.36;
    const runs = rank !== null && points !== null;
    const colour = runs ? (rank <= 3 ? palette.bars.OPEN : palette.bars.DONE) : palette.bars.BASELINE;
    return `<g>${index % 2 === 0 ? `<rect x="0" y="${round(top)}" width="${width}" height="${rowHeight}" fill="${palette.band}"/>` : ''}
${said(text * 0.4, note ? middle - text * 0.1 : middle + text * 0.35, fitted(name, (labels - text) / text), `fill="${palette.ink}" font-weight="600"`)}
${note ? said(text * 0.4, middle + text * 0.95, fitted(note, (labels - text) / (text * 0.75)), `font-size="${round(text * 0.75)}" fill="${palette.soft}"`) : ''}
${points === null ? '' : `<rect x="${x(0)}" y="${round(middle - rowHeight * 0.1)}" width="${round(Math.max(1, x(points) - x(0)))}" height="${round(rowHeight * 0.2)}" fill="${colour}"${runs ? '' : ` fill-opacity="0.4" stroke="${palette.ink}" stroke-dasharray="${round(text * 0.25)}"`}/>`}
${before === null ? '' : `<circle cx="${x(before)}" cy="${round(middle)}" r="${round(rowHeight * 0.13)}" fill="${palette.ground}" stroke="${palette.soft}" stroke-width="${round(text * 0.1)}"/>`}
${runs ? markOf(rank, x(points), middle, radius, colour, palette.ground, text) : ''}
${said(width - asides + text * 0.4, middle + text * 0.35, aside, `fill="${palette.ink}" font-weight="700"`)}
${climbed === null ? '' : arrowOf(climbed, width - asides * 0.52, middle, text * 0.42, palette)}
${said(width - asides * 0.52 + text * 0.8, middle + text * 0.3, change, `font-size="${round(text * 0.8)}" fill="${palette.ink}"`)}</g>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${round(height)}" role="img" font-family="'Noto Sans SC Variable','Noto Sans SC','Noto Sans CJK SC','Microsoft YaHei',sans-serif" font-size="${text}">
<title>${escaped(title)}</title>
<rect width="${width}" height="${round(height)}" fill="${palette.ground}"/>
${axis.join('\n')}
${drawn.join('\n')}
</svg>`;
}

/** The rank as a number in a shape of its own: a star, a hexagon, a square for the first three, a disc for the rest. */
function markOf(rank: number, x: number, y: number, radius: number, colour: string, ground: string, text: number): string {
  const corners = (count: number, inner: number): string => Array.from({ length: inner === 1 ? count : count * 2 }, (_, index) => {
    const angle = (index / (inner === 1 ? count : count * 2)) * 2 * Math.PI - Math.PI / 2;
    const long = inner !== 1 && index % 2 === 1 ? radius * inner : radius;
    return `${round(x + long * Math.cos(angle))},${round(y + long * Math.sin(angle))}`;
  }).join(' ');
  const shapes: Readonly<Record<number, string>> = {
    1: `<polygon points="${corners(8, 0.78)}" fill="${colour}" data-shape="star"/>`, 2: `<polygon points="${corners(6, 1)}" fill="${colour}" data-shape="hexagon"/>`,
    3: `<rect x="${round(x - radius * 0.85)}" y="${round(y - radius * 0.85)}" width="${round(radius * 1.7)}" height="${round(radius * 1.7)}" fill="${colour}" data-shape="square"/>`,
  };
  return `${shapes[rank] ?? `<circle cx="${x}" cy="${round(y)}" r="${round(radius)}" fill="${colour}" data-shape="disc"/>`}
<text x="${x}" y="${round(y + text * 0.36)}" text-anchor="middle" font-weight="800" fill="${rank <= 3 ? ground : '#ffffff'}">${rank}</text>`;
}

/** Up, down or as it was, by shape. */
function arrowOf(climbed: number, x: number, y: number, size: number, { lights, soft }: Palette): string {
  if (climbed === 0) return `<rect x="${round(x - size)}" y="${round(y - size * 0.25)}" width="${round(size * 2)}" height="${round(size * 0.5)}" fill="${soft}" data-way="same"/>`;
  const tip = climbed > 0 ? -size : size;
  return `<path d="M${round(x)} ${round(y + tip)}L${round(x + size)} ${round(y - tip)}H${round(x - size)}Z" fill="${climbed > 0 ? lights.GREEN : lights.RED}" data-way="${climbed > 0 ? 'up' : 'down'}"/>`;
}
