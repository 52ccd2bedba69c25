import { Sector, type ProjectOrigin, type ProjectTier } from '../project/project.entity.js';
import { invariant } from '../kernel/invariant.js';
import { named, type Light, type Named } from './named.js';
import { random, type Random } from './random.js';
import { cells, type Cell, type Kind } from './report.js';

/** A place in the register, before it has a name: what the report's counts demand of the project that takes it. */
export interface Seat {
  tier: ProjectTier;
  kind: Kind;
  origin: ProjectOrigin;
  launched: boolean;
  started: boolean;
  startable: boolean;
  /** At least 100 million yuan, and industry. */
  large: boolean;
  led: boolean;
  light: Light;
  named: Named | null;
}

/** How many seats beyond those planned to start by the end of April are large all the same: the city has over 100. */
const largeLater = { PROVINCIAL_TOP_100: Infinity, MUNICIPAL: Infinity, COUNTY: 5 } satisfies Record<ProjectTier, number>;

/** All of the register's seats: tier by tier, in each those that the report names first. */
export function seats(): Seat[] {
  const draw = random('seats');
  const made = cells.map((cell) => seatsOf(cell, draw));
  for (const project of named) sit(project, made.flat());
  for (const cell of made) lead(cell);
  const all = made.flat();
  light(all.filter(({ started, startable }) => startable && !started), { RED: 40, YELLOW: 44 }, draw);
  light(all.filter(({ started }) => started), { RED: 29, YELLOW: 27 }, draw);
  const tiers = [...new Set(all.map(({ tier }) => tier))];
  return tiers.flatMap((tier) => {
    const own = all.filter((seat) => seat.tier === tier);
    const first = named.flatMap((project) => own.filter((seat) => seat.named === project));
    return [...first, ...draw.shuffled(own.filter((seat) => !seat.named))];
  });
}

function seatsOf(cell: Cell, { shuffled }: Random): Seat[] {
  const { tier, kind, origin, total } = cell;
  const list = Array.from({ length: total }, (_, index): Seat => ({
    tier, kind, origin,
    launched: index < cell.launched,
    started: index < cell.started,
    startable: index < cell.startable,
    large: false, led: false, light: 'GREEN', named: null,
  }));
  if (kind === 'industry') {
    for (const seat of shuffled(list.filter(({ startable }) => startable)).slice(0, cell.large)) seat.large = true;
    for (const seat of list.filter(({ startable }) => !startable).slice(0, largeLater[tier])) seat.large = true;
  }
  return list;
}

function sit(project: Named, all: Seat[]): void {
  const { tier, origin, sector, started, launched, light, name } = project;
  const seat = all.find((free) => !free.named && free.tier === tier && free.origin === origin && (free.kind === 'industry') === (sector === Sector.INDUSTRY)
    && free.startable && free.started === started && (launched === undefined || free.launched === launched));
  invariant(seat, `no seat left for ${name}`);
  Object.assign(seat, { named: project, light });
}

/** City leaders answer for the largest. */
function lead(cell: Seat[]): void {
  const { led } = cells.find(({ tier, kind, origin }) => tier === cell[0]?.tier && kind === cell[0].kind && origin === cell[0].origin)!;
  const largestFirst = [...cell].sort((a, b) => Number(b.large) - Number(a.large));
  for (const seat of largestFirst.slice(0, led)) seat.led = true;
}

function light(group: Seat[], wanted: Record<Exclude<Light, 'GREEN'>, number>, { shuffled }: Random): void {
  const free = shuffled(group.filter((seat) => !seat.named));
  for (const colour of ['RED', 'YELLOW'] as const) {
    const missing = wanted[colour] - group.filter((seat) => seat.light === colour).length;
    for (const seat of free.splice(0, missing)) seat.light = colour;
  }
}
