import { ProjectTier, Sector } from '../project/project.entity.js';
import { city, counties, placeOf, type Place } from './places.js';
import { random, type Random } from './random.js';
import type { Seat } from './seats.js';
import { subjectsOf } from './subjects.js';
import type { Parties, Party } from './units.js';

/** What a project is, where it stands and whose it is. */
export interface Site {
  name: string;
  sector: Sector;
  place: Place;
  owner: Party;
}

/** Parallel to the seats. Names are unique: a place takes each subject once, and no two places share a short name. */
export function sites(seats: readonly Seat[], units: Parties): Site[] {
  const draw = random('sites');
  const decks = new Map<string, string[]>();
  const topOthers = draw.shuffled<Sector>([...Array<Sector>(12).fill(Sector.INFRASTRUCTURE), Sector.LIVELIHOOD, Sector.HEALTHCARE, Sector.HEALTHCARE]);
  let next = 0;

  return seats.map((seat) => {
    if (seat.named) {
      const { name, sector, at, owner } = seat.named;
      const place = placeOf(at);
      return { name, sector, place, owner: owner === place.government ? units.government(place) : units.found(owner, place) };
    }
    const sector = seat.kind === 'industry' ? Sector.INDUSTRY
      : seat.tier === ProjectTier.PROVINCIAL_TOP_100 ? topOthers.pop()!
      : draw.weighed([[Sector.INFRASTRUCTURE, 9], [Sector.LIVELIHOOD, 8], [Sector.HEALTHCARE, 3]] as const);
    // County projects go round, so that no county is without any.
    const place = seat.tier === ProjectTier.COUNTY ? counties[next++ % counties.length]! : placeFor(sector, draw);
    const key = `${place.code} ${sector}`;
    const deck = decks.get(key) ?? draw.shuffled(subjectsOf(sector, place.character));
    decks.set(key, deck);
    const subject = deck.pop()!.replaceAll(/\{(\d+)-(\d+)\}/g, (_, from, to) => String(draw.whole(Number(from), Number(to))));
    return { name: place.short + subject, sector, place, owner: ownerFor(sector, subject, place, units, draw) };
  });
}

function placeFor(sector: Sector, draw: Random): Place {
  const weights: (readonly [Place, number])[] = sector === Sector.INDUSTRY
    ? counties.map((place) => [place, place.code === 'DQ-GX' ? 5 : place.code === 'DQ-JK' ? 3 : 1])
    : [...counties.map((place) => [place, 1] as const), [city, 8]];
  return draw.weighed(weights);
}

const brands = ['瑞丰', '恒泰', '鑫源', '华晟', '康硕', '博远', '龙腾', '天润', '金穗', '宏大', '嘉禾', '绿野', '北辰', '中翔', '盛安', '同创', '百湖', '沃达', '永兴', '启明'];
const trades = ['实业', '科技', '产业发展', '工贸', '投资'];

/** Which department builds what, by a word in its name. */
const builders: [word: RegExp, unit: string][] = [
  [/小学|中学|幼儿园|教育/, 'DQ-JYJ'],
  [/道路|公路|桥|国省道|交通|客运/, 'DQ-JTJ'],
  [/水库|河道|防洪|灌区|泵站|水源|盐碱|湿地|饮水/, 'DQ-SWJ'],
  [/农田|农村|乡村/, 'DQ-NYJ'],
  [/./, 'DQ-ZJJ'],
];

function ownerFor(sector: Sector, subject: string, place: Place, units: Parties, draw: Random): Party {
  const builder = () => units.of(builders.find(([word]) => word.test(subject))![1]);
  switch (sector) {
    case Sector.INDUSTRY: return units.found(`${place.short}${draw.pick(brands)}${draw.pick(trades)}有限公司`, place);
    case Sector.INFRASTRUCTURE: return draw.chance(0.5) ? units.found(`${place.short}城乡建设投资有限公司`, place) : builder();
    case Sector.LIVELIHOOD: return draw.chance(0.6) ? units.government(place) : builder();
    case Sector.HEALTHCARE: return draw.chance(0.5) ? units.government(place) : units.of('DQ-WJW');
  }
}
