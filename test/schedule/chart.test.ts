import { afterAll, beforeAll, expect, test } from 'vitest';
import { catalogues, fill } from '../../src/kernel/messages/index.js';
import { drawChart, type ChartOptions, type ChartRow, type Light } from '../../src/screen/chart/draw.js';
import { chartWords } from '../../src/screen/chart/options.js';
import { paperPalette } from '../../src/screen/chart/palettes.js';
import { rowOfMilestone, rowOfSchedule, type ChartSchedule } from '../../src/screen/chart/rows.js';
import { openCity, type City, type Data } from '../support/city.js';

let city: City;
beforeAll(async () => void (city = await openCity()));
afterAll(() => city.close());

const say = (key: string, values: Record<string, unknown> = {}): string => fill(key.split('.').reduce((at: Data, part) => at[part], catalogues.zh) as string, values as Record<string, string | number>);
const options: ChartOptions = { size: { width: 1600, rowHeight: 64, labels: 480, asides: 180, text: 20 }, palette: paperPalette, today: '2020-04-16', title: say('screen.chart.described'), ...chartWords(say) };

const row = (more: Partial<ChartRow> = {}): ChartRow => ({
  name: '甲', note: '乙', light: 'GREEN', word: '正常', aside: '', baseline: { from: '2020-03-01', to: '2020-05-31' }, bars: [{ from: '2020-03-01', to: '2020-04-16', kind: 'DONE' }], due: '2020-05-31', ...more,
});

test('[CH1] a chart draws each light by a shape and a word, the first plan beside what is likely, and today; texts are escaped and cut to their place', () => {
  const shapes: Record<Light, RegExp> = { GREEN: /<circle /, YELLOW: /d="M10 1\.2 /, RED: /<rect transform/, DONE: /d="M2 10\.5 / };
  for (const [light, shape] of Object.entries(shapes)) {
    const svg = drawChart([row({ light: light as Light, word: '说明' })], options);
    expect(svg).toMatch(shape);
    expect(svg).toContain('>说明</text>');
    for (const [other, unlike] of Object.entries(shapes)) if (other !== light) expect(svg).not.toMatch(unlike);
  }
  const svg = drawChart([row({ name: '<script>alert("&")</script>', note: '很'.repeat(90) })], options);
  expect(svg).not.toContain('<script');
  expect(svg).toContain('&lt;script&gt;');
  expect(svg).toMatch(/>很{5,30}…</);
  for (const colour of [paperPalette.bars.BASELINE, paperPalette.bars.DONE, paperPalette.today]) expect(svg).toContain(colour);
  expect(svg).toContain('>今日</text>');
  expect(svg).toContain(`<title>${options.title}</title>`);
  expect(drawChart([], options)).toMatch(/^<svg [^]*<\/svg>$/);
});

test('[CH1] bars stand where their days are, and one that lasts longer is longer', () => {
  const at = (from: string, to: string): [number, number] => {
    const svg = drawChart([row({ baseline: null, due: null, bars: [{ from, to, kind: 'OPEN' }] })], { ...options, span: { from: '2020-01-01', to: '2020-12-31' } });
    const [, x, width] = new RegExp(`<rect x="([\\d.]+)" y="[\\d.]+" width="([\\d.]+)" height="[\\d.]+" fill="${paperPalette.bars.OPEN}"`).exec(svg)!;
    return [Number(x), Number(width)];
  };
  const [first, width] = at('2020-01-01', '2020-12-31');
  expect([first, width]).toEqual([480, 940]);
  const [x, day] = at('2020-07-01', '2020-07-01');
  expect(x).toBeCloseTo(480 + 940 * 182 / 366, 1);
  expect(day).toBeCloseTo(940 / 366, 1);
});

const fields = `id endsOn projectedEnd lateDays reserveDays daysToStart daysToEnd state milestones { name unit { name } baselineStartOn baselineFinishOn plannedFinishOn forecastStartOn forecastFinishOn startedOn finishedOn slack critical lateDays } project { name region { name } }`;

test('[CH7] docs/chart.svg is the chart of provincial projects of the pilot city: `npm run chart` draws it', async () => {
  const { schedules } = await city.get('ADMIN', `{ schedules(first: 14, orderBy: BEHIND_FIRST, filter: { tier: [PROVINCIAL_TOP_100] }) { nodes { ${fields} } } }`);
  const svg = drawChart((schedules.nodes as ChartSchedule[]).map((each) => rowOfSchedule(each, options.today, say)), options);
  await expect(`${svg}\n`).toMatchFileSnapshot('../../docs/chart.svg');
});

test('[CH1] a milestone\'s row tells what is done, what is likely and whether the end is in danger', async () => {
  const { schedules } = await city.get('ADMIN', `{ schedules(first: 1, behind: true) { nodes { ${fields} } } }`);
  const [late] = schedules.nodes as [ChartSchedule];
  const rows = late.milestones.map((each) => rowOfMilestone(each, late, options.today, say));
  expect(rows.map(({ light }) => light)).toContain('RED');
  expect(rows.map(({ light }) => light)).toContain('DONE');
  for (const [index, { bars, light, aside }] of rows.entries()) {
    const milestone = late.milestones[index]!;
    expect(bars.length).toBe(milestone.finishedOn === null && milestone.startedOn !== null && milestone.startedOn < options.today ? 2 : 1);
    expect(bars.at(-1)!.kind === 'LATE').toBe(light === 'RED');
    if (milestone.lateDays > 0) expect(aside).toBe(`滞后 ${milestone.lateDays} 天`);
  }
});
