import { expect, test } from 'vitest';
import { catalogues, fill } from '../../src/kernel/messages/index.js';
import { wallPalette } from '../../src/screen/chart/palettes.js';
import { drawRace, trackFor, type Lane, type RaceOptions } from '../../src/screen/race/draw.js';
import { laneOf, type Racer } from '../../src/screen/race/lanes.js';
import type { Data } from '../support/city.js';

const say = (key: string, values: Record<string, unknown> = {}): string => fill(key.split('.').reduce((at: Data, part) => at[part], catalogues.zh) as string, values as Record<string, string | number>);
const options: RaceOptions = { size: { width: 1600, rowHeight: 60, labels: 300, asides: 300, text: 30 }, palette: wallPalette, title: '竞赛', upto: 100 };
const lane = (more: Partial<Lane> = {}): Lane => ({ name: '甲区', rank: 1, points: 50, before: null, climbed: null, aside: '50.00', change: '', note: '', ...more });
const racer = (more: Partial<Racer> = {}): Racer => ({ rank: 2, points: 50, region: { id: 'x', name: '甲区' }, weekBefore: { on: '2020-04-09', rank: 3, points: 40 }, withdrawal: null, scores: [{ adjusted: 0 }], ...more });

test('[CT28] a race is drawn with a marker at the points, of a shape that tells the first three from the rest, also where they share a rank; texts are escaped', () => {
  const x = (points: number): number => Number(/<circle cx="([\d.]+)"[^>]*data-shape="disc"/.exec(drawRace([lane({ rank: 9, points })], options))![1]);
  expect([x(0), x(100), x(50)]).toEqual([330, 1270, 800]);
  expect(x(120)).toBe(x(100));
  const shapes = (lanes: Lane[]): string[] => [...drawRace(lanes, options).matchAll(/data-shape="(\w+)"/g)].map(([, shape]) => shape!);
  expect(shapes([lane(), lane(), lane({ rank: 3 }), lane({ rank: 4 }), lane({ rank: null })])).toEqual(['star', 'star', 'square', 'disc']);
  expect([...drawRace([lane({ climbed: 2 }), lane({ climbed: 0 }), lane({ climbed: -1 }), lane()], options).matchAll(/data-way="(\w+)"/g)].map(([, way]) => way)).toEqual(['up', 'same', 'down']);
  const svg = drawRace([lane({ name: '<script>alert("&")</script>' })], options);
  expect(svg).not.toContain('<script');
  expect(svg).toContain('&lt;script&gt;');
  expect(drawRace([], options)).toMatch(/^<svg [^]*<\/svg>$/);
  expect([trackFor([lane()]), trackFor([lane({ points: 101 }), lane({ before: 118 })])]).toEqual([100, 120]);
});

test('[CT28] a lane says in words what changed in a week, who left, whose points were corrected and of whom nothing is measured', () => {
  expect(laneOf(racer(), say)).toEqual({ name: '甲区', rank: 2, points: 50, before: 40, climbed: 1, aside: '50.00', change: '升 1', note: '' });
  expect(laneOf(racer({ weekBefore: { on: '2020-04-09', rank: 2, points: 40 } }), say)).toMatchObject({ climbed: 0, change: '持平' });
  expect(laneOf(racer({ weekBefore: { on: '2020-04-09', rank: 1, points: 40 }, scores: [{ adjusted: -2 }] }), say)).toMatchObject({ climbed: -1, change: '降 1', note: '含申诉更正' });
  expect(laneOf(racer({ rank: null, withdrawal: { on: '2020-04-10' } }), say)).toMatchObject({ climbed: null, change: '', note: '2020-04-10 退赛' });
  expect(laneOf(racer({ rank: null, points: null, weekBefore: null }), say)).toMatchObject({ aside: '–', before: null, note: '没有可计分的项目' });
});
