import { afterAll, beforeAll, expect, test } from 'vitest';
import { openCity, type City, type Data } from '../support/city.js';

let city: City;
beforeAll(async () => void (city = await openCity()));
afterAll(() => city.close());

const days = ['2020-03-01', '2020-03-20', '2020-04-07', '2020-04-08', '2020-04-15'];
const ask = (on: string) => city.get('VIEWER', `query ($on: Date) { contestScoreboard(contestId: "${btoa('Contest:1')}", on: $on) {
  standings { rank points region { code } scores { rule { code } numerator denominator measured adjusted points contribution } } } }`, { on }).then(({ contestScoreboard }) => contestScoreboard.standings);

/** Rows of a table as they stood at the end of a day, straight from the versions. */
const stood = (table: string, day: string): Promise<Data[]> => city.query(`select to_jsonb(v) as row from versions.${table} v where kept_from < date '${day}' + interval '16 hours' and kept_until >= date '${day}' + interval '16 hours'`);

const hundredths = (number: number): number => Math.round(number * 100 + 1e-7) / 100;

/** The table reckoned anew, from rows and rules alone, in other words than the database's. */
async function reckon(day: string): Promise<Data[]> {
  const read = async (table: string): Promise<Data[]> => (await stood(table, day)).map(({ row }) => row);
  const [regions, projects, years, issues, curve] = await Promise.all(['region', 'project', 'project_year', 'issue', 'seasonal_curve'].map(read)) as [Data[], Data[], Data[], Data[], Data[]];
  const [{ rules, starts_on: from }] = (await city.query<Data>('select rules, starts_on::text from contest')) as [Data];
  const adjustments = await city.query<Data>(`select region_id, rule, points::float8, from_day::text as from from contest_adjustment where ended_at is null`);
  const red = new Set((await city.query<Data>(`select distinct project_id from signal_days(array(select id from project), '${day}', '${day}', business_now()) where colour = 'RED'`)).map(({ project_id: id }) => id));
  const month = Number(day.slice(5, 7));
  const shareAt = (which: number): number => Number(curve.find((each) => each.month === which)?.share ?? 0);
  const expected = shareAt(month - 1) + (shareAt(month) - shareAt(month - 1)) * Number(day.slice(8)) / new Date(2020, month, 0).getDate();
  const begun = ({ origin, started_on: started, resumed_on: resumed }: Data): string | null => (origin === 'NEW' ? started : resumed);
  const hasBegun = (project: Data): boolean => begun(project) !== null && begun(project)!.startsWith('2020') && begun(project)! <= day;
  const planned = ({ origin, planned_start_on: start, planned_resumption_on: resumption }: Data): string | null => (origin === 'NEW' ? start : resumption);
  const count = (works: Data[], test: (work: Data) => boolean): number => works.filter(test).length;
  const measure: Record<string, (works: Data[]) => [number, number]> = {
    START_RATE: (works) => [count(works, hasBegun), count(works, (work) => hasBegun(work) || (planned(work) !== null && planned(work)! <= day))],
    INVESTMENT_OF_CURVE: (works) => {
      const of = years.filter(({ project_id: id, year }) => year === 2020 && works.some((work) => work.id === id));
      return [of.reduce((sum, year) => sum + Number(year.completed), 0), of.reduce((sum, year) => sum + Number(year.planned), 0) * expected];
    },
    ISSUES_CLOSED_IN_TIME: (works) => {
      const due = issues.filter(({ project_id: id, due_on: dueOn, merged_into: merged }) => merged === null && dueOn !== null && dueOn >= from && dueOn <= day && works.some((work) => work.id === id));
      return [count(due, ({ status, closed_at: at, due_on: dueOn }) => status === 'CLOSED' && new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(0, 10) <= dueOn), due.length];
    },
    NOT_RED: (works) => [count(works, ({ id }) => !red.has(id)), works.length],
  };
  const lines = regions.filter(({ level }) => level === 'COUNTY').map((region) => {
    const own = projects.filter(({ region_id: where, ended_at: ended }) => where === region.id && ended === null);
    const scores = rules.map((each: Data) => {
      const [numerator, denominator] = measure[each.measure]!(own.filter(({ tier }) => each.tiers === null || each.tiers.includes(tier)));
      const scaled = 100 * (numerator / denominator - each.zeroAt) / (each.fullAt - each.zeroAt);
      const measured = denominator > 0 ? hundredths(Math.min(each.cap, Math.max(0, scaled))) : null;
      const adjusted = adjustments.filter((one) => one.region_id === region.id && one.rule === each.code && one.from <= day).reduce((sum, { points }) => sum + points, 0);
      return { code: each.code, weight: each.weight, measured, adjusted, points: measured === null && adjusted === 0 ? null : Math.min(each.cap, Math.max(0, (measured ?? 0) + adjusted)) };
    });
    const whole = scores.filter(({ points }: Data) => points !== null).reduce((sum: number, { weight }: Data) => sum + weight, 0);
    const contributions = scores.map(({ points, weight }: Data) => (points === null ? null : hundredths(weight * points / whole)));
    const total = hundredths(contributions.reduce((sum: number, each: number | null) => sum + (each ?? 0), 0));
    return { code: region.code, total, ties: [scores[0]!.points ?? -1, scores[2]!.points ?? -1], scores: scores.map(({ code, measured, adjusted, points }: Data, index: number) => ({ code, measured, adjusted, points, contribution: contributions[index] })) };
  });
  const better = (one: Data, other: Data): boolean => one.total > other.total || (one.total === other.total && (one.ties[0] > other.ties[0] || (one.ties[0] === other.ties[0] && one.ties[1] > other.ties[1])));
  return lines.map((line) => ({ ...line, rank: 1 + lines.filter((other) => better(other, line)).length })).toSorted((a, b) => a.rank - b.rank || b.total - a.total || (a.code < b.code ? -1 : 1));
}

test.each(days)('[CT16] anybody can reckon the table of %s anew from the versions and the rules, and comes to the same', async (day) => {
  const reckoned = await reckon(day);
  expect(reckoned).toHaveLength(11);
  const told = (await ask(day)).map(({ rank, points, region, scores }: Data) => ({
    rank, total: points, code: region.code, scores: scores.map(({ rule, measured, adjusted, points: each, contribution }: Data) => ({ code: rule.code, measured, adjusted, points: each, contribution })),
  }));
  expect(told).toEqual(reckoned.map(({ rank, total, code, scores }) => ({ rank, total, code, scores })));
});

test('[CT17] the demonstration runs the race of the hundred days since 1 March: eleven districts, weights of 100, one correction, nobody withdrawn, today its 47th day', async () => {
  const { contests } = await city.get('VIEWER', `{ contests { nodes { name startsOn endsOn days status weight regions { code } withdrawals { reason } adjustments { points reason region { code } } history { act } } } }`);
  expect(contests.nodes).toEqual([{
    name: '项目开工百日竞赛', startsOn: '2020-03-01', endsOn: '2020-06-08', days: 100, status: 'RUNNING', weight: 100, regions: expect.objectContaining({ length: 11 }), withdrawals: [],
    adjustments: [{ points: 5, reason: expect.stringContaining('核实'), region: { code: 'DQ-LD' } }], history: [{ act: 'CONTEST_DRAWN' }, { act: 'STARTED' }, { act: 'POINTS_ADJUSTED' }],
  }]);
  const { contestScoreboard } = await city.get('SCREEN', `{ contestScoreboard(contestId: "${btoa('Contest:1')}") { on dayNumber standings { rank points } } }`);
  expect(contestScoreboard).toMatchObject({ on: '2020-04-16', dayNumber: 47 });
  expect(new Set(contestScoreboard.standings.map(({ points }: Data) => points)).size).toBeGreaterThan(8);
  // The appeal was decided on the 9th and counts from the 8th on.
  const adjusted = async (query: string): Promise<number> => (await city.get('VIEWER', query)).contestScoreboard.standings.find(({ region }: Data) => region.code === 'DQ-LD').scores[3].adjusted;
  const board = `contestScoreboard(contestId: "${btoa('Contest:1')}", on: "2020-04-08") { standings { region { code } scores { adjusted } } }`;
  expect(await adjusted(`{ ${board} }`)).toBe(5);
});
