import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openCity, type City, type Data } from '../support/city.js';

let city: City;
beforeAll(async () => void (city = await openCity('demonstration')));
afterAll(() => city.close());

const setRule = (input: object) => city.get('ADMIN', `mutation ($input: SignalRuleSetInput!) { signalRuleSet(input: $input) { signalRule { rule yellowFrom redFrom enabled unit tiers sectors origins stages signs } userErrors { code path } } }`, { input }).then((data) => data.signalRuleSet);
const setCurve = (points: object, role: 'ADMIN' | 'DISPATCHER' = 'ADMIN') => city.ask(role, `mutation ($points: [CurvePointInput!]!) { seasonalCurveSet(points: $points) { signalSettings { curve { month share } } userErrors { code path message } } }`, { points });
const history = async () => (await city.get('VIEWER', '{ signalSettings { id history { act actor { name } note } } }')).signalSettings.history as Data[];
const usual = [0.005, 0.01, 0.02, 0.08, 0.18, 0.32, 0.47, 0.62, 0.77, 0.89, 0.95, 1];
const curveOf = (shares: readonly number[]) => shares.map((share, index) => ({ month: index + 1, share }));
const lights = async () => (await city.query<{ colour: string; count: number }>(`select colour, count(*)::int as count from project_colours(array(select id from project), business_today()) group by 1`)).toSorted((a, b) => a.colour.localeCompare(b.colour));

describe('rules', () => {
  test('[SG9] an administrator sets for which projects a rule is and what counts as progress; who set what from what to what stands in the history', async () => {
    expect(await setRule({ rule: 'STUCK', yellowFrom: 10, redFrom: 20, tiers: ['COUNTY', 'COUNTY'], sectors: [], stages: ['UNDER_CONSTRUCTION', 'SUSPENDED'], signs: ['INVESTMENT', 'REPORT'] })).toEqual({
      signalRule: { rule: 'STUCK', yellowFrom: 10, redFrom: 20, enabled: true, unit: 'DAYS', tiers: ['COUNTY'], sectors: null, origins: null, stages: ['UNDER_CONSTRUCTION', 'SUSPENDED'], signs: ['INVESTMENT', 'REPORT'] }, userErrors: [],
    });
    expect((await history()).at(-1)).toEqual({ act: 'CORRECTED', actor: { name: 'ADMIN' }, note: 'STUCK: 15/30 UNDER_CONSTRUCTION PHYSICAL+INVESTMENT+MILESTONE → 10/20 COUNTY UNDER_CONSTRUCTION|SUSPENDED INVESTMENT+REPORT' });
    expect((await setRule({ rule: 'STUCK', yellowFrom: 15, redFrom: 30, stages: ['UNDER_CONSTRUCTION'] })).signalRule).toMatchObject({ tiers: null, signs: ['PHYSICAL', 'INVESTMENT', 'MILESTONE'] });
  });

  test('[SG10] STUCK without a sign, a sign for another rule, and thresholds out of range are refused, and nothing is changed', async () => {
    const before = [await history(), await city.get('VIEWER', '{ signalRules { rule yellowFrom signs } }')];
    const refusedOf = async (input: object) => (await setRule(input)).userErrors;
    expect(await refusedOf({ rule: 'STUCK', yellowFrom: 1, redFrom: 2, signs: [] })).toEqual([{ code: 'SIGNS_NEEDED', path: ['input', 'signs'] }]);
    expect(await refusedOf({ rule: 'SLOW', yellowFrom: 0.1, redFrom: 0.2, signs: ['REPORT'] })).toEqual([{ code: 'SIGNS_MEANINGLESS', path: ['input', 'signs'] }]);
    expect(await refusedOf({ rule: 'SLOW', yellowFrom: 0, redFrom: 0.2 })).toEqual([{ code: 'NUMBER_OUT_OF_RANGE', path: ['input', 'yellowFrom'] }]);
    expect(await refusedOf({ rule: 'STUCK', yellowFrom: 1, redFrom: 10_000 })).toEqual([{ code: 'NUMBER_OUT_OF_RANGE', path: ['input', 'redFrom'] }]);
    expect([await history(), await city.get('VIEWER', '{ signalRules { rule yellowFrom signs } }')]).toEqual(before);
  });
});

test('[SG29] of two who set a rule, or the curve, at once, one whole setting stands after the other, and the history tells both from what to what', async () => {
  const start = { rule: 'START_OVERDUE', yellowFrom: 1, redFrom: 15 };
  for (let round = 0; round < 5; round++) {
    await setRule({ ...start, yellowFrom: 15, redFrom: 30 });
    await Promise.all([setRule({ ...start, yellowFrom: 40, redFrom: 60 }), setRule({ ...start, yellowFrom: 15, redFrom: 20 })]);
    const [rule] = await city.query(`select yellow_from::int as "from", red_from::int as "to" from signal_rule where rule = 'START_OVERDUE'`);
    expect([{ from: 40, to: 60 }, { from: 15, to: 20 }]).toContainEqual(rule);
    expect(['START_OVERDUE: 40/60 → 15/20', 'START_OVERDUE: 15/20 → 40/60']).toContain((await history()).at(-1)!.note);
    const [low, high] = [usual.map((share, index) => (index === 11 ? 1 : share / 2)), usual.map((share, index) => (index === 11 ? 1 : Math.min(1, share + 0.005)))];
    await Promise.all([setCurve(curveOf(low)), setCurve(curveOf(high))]);
    expect([low, high].map((each) => each.map((share) => share.toFixed(4)))).toContainEqual((await city.query<{ share: string }>(`select share::text from seasonal_curve order by month`)).map(({ share }) => share));
    await setCurve(curveOf(usual));
  }
  await setRule(start);
  expect((await setRule({ ...start, yellowFrom: 1.00004 })).signalRule.yellowFrom).toBe(1);
});

describe('the curve', () => {
  test('[SG11] it is set as a whole: lights follow at once, all projects are told, the history says which months', async () => {
    const before = await lights();
    const [{ seq }] = await city.query(`select max(seq) as seq from change_log`);
    const steep = [0.1, 0.2, 0.3, 0.6, ...usual.slice(4).map((share) => Math.max(share, 0.6))];
    const { data } = await setCurve(curveOf(steep).toReversed());
    expect(data.seasonalCurveSet).toEqual({ signalSettings: { curve: curveOf(steep) }, userErrors: [] });
    expect(await lights()).not.toEqual(before);
    expect(await city.query(`select count(*)::int as count, min(actor) as actor, min(act) as act from change_log where seq > ${seq} and type = 'Project'`)).toEqual([{ count: 354, actor: 'admin', act: 'seasonalCurveSet' }]);
    expect((await history()).at(-1)).toMatchObject({ actor: { name: 'ADMIN' }, note: expect.stringMatching(/^CURVE 1: 0\.005 → 0\.1, .* 7: 0\.47 → 0\.6$/) });
    await setCurve(curveOf(usual));
    expect(await lights()).toEqual(before);
    const lines = (await history()).length;
    await setCurve(curveOf(usual));
    expect(await history()).toHaveLength(lines);
  });

  test('[SG12] one that falls, ends below the whole, lacks a month or names one twice is refused; only an administrator sets it', async () => {
    const refusedOf = async (points: Data[]) => (await setCurve(points)).data.seasonalCurveSet;
    const instead = (month: number, share: number) => curveOf(usual.map((each, index) => (index + 1 === month ? share : each)));
    expect(await refusedOf(instead(5, 0.07))).toMatchObject({ signalSettings: null, userErrors: [{ code: 'CURVE_FALLS', path: ['points', '4', 'share'] }] });
    expect((await refusedOf(instead(12, 0.99))).userErrors).toMatchObject([{ code: 'CURVE_FALLS', path: ['points', '11', 'share'] }]);
    expect((await refusedOf(instead(1, -0.1))).userErrors).toMatchObject([{ code: 'CURVE_FALLS' }]);
    expect((await refusedOf(instead(11, 1.2))).userErrors).toMatchObject([{ code: 'CURVE_FALLS' }]);
    expect((await refusedOf(curveOf(usual).slice(1))).userErrors).toMatchObject([{ code: 'CURVE_MONTHS', path: ['points'] }]);
    expect((await refusedOf([...curveOf(usual).slice(0, 11), { month: 11, share: 1 }])).userErrors).toMatchObject([{ code: 'CURVE_MONTHS' }]);
    expect((await setCurve(curveOf(usual), 'DISPATCHER')).errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    expect((await city.get('VIEWER', '{ seasonalCurve { share } }')).seasonalCurve.map(({ share }: Data) => share)).toEqual(usual);
  });

  test('[SG13] what somebody writes to rules or curve by SQL stands in the history, too', async () => {
    await city.query(`update signal_rule set red_from = 16 where rule = 'START_OVERDUE'`);
    expect((await history()).at(-1)).toMatchObject({ act: 'CHANGED_BY_SQL', actor: null });
    await city.query(`update signal_rule set red_from = 15 where rule = 'START_OVERDUE'`);
  });
});

describe('a preview', () => {
  const preview = `query ($rules: [SignalRuleSetInput!]!, $curve: [CurvePointInput!], $first: Int!) { signalPreview(rules: $rules, curve: $curve) { userErrors { code path } signalPreview {
    before { colour count } after { colour count } changedCount changes(first: $first) { project { code } before after reasonsBefore { rule measure message } reasonsAfter { rule measure message detail } } } } }`;
  const read = async (variables: object, role: 'ADMIN' | 'DISPATCHER' = 'DISPATCHER', options = {}) => (await city.get(role, preview, { rules: [], first: 200, ...variables }, options)).signalPreview;
  const counts = (colours: readonly Data[]) => colours.filter(({ count }) => count > 0).toSorted((a, b) => a.colour.localeCompare(b.colour));
  let written: string;
  beforeEach(async () => {
    written = `select (select count(*) from change_log) as log, (select count(*) from versions.signal_rule) as rules, (select count(*) from versions.seasonal_curve) as curves, (select count(*) from history) as history, (select count(*) from audit_entry) as audit`;
  });

  test.each([
    ['a rule', { rules: [{ rule: 'BEHIND_PLAN', yellowFrom: 0.2, redFrom: 0.3, tiers: ['COUNTY'] }] }],
    ['rules', { rules: [{ rule: 'STUCK', yellowFrom: 3, redFrom: 10, signs: ['MILESTONE'] }, { rule: 'START_OVERDUE', yellowFrom: 1, redFrom: 2, enabled: false }] }],
    ['a curve', { curve: curveOf([0.1, 0.2, 0.3, 0.6, ...usual.slice(4).map((share) => Math.max(share, 0.6))]) }],
  ])('[SG14] it says of %s exactly what the lights become once it is set, with reasons, and writes nothing', async (_, tried: { rules?: Data[]; curve?: Data[] }) => {
    const [before, stood] = [await city.query(written), await lights()];
    const { userErrors, signalPreview } = await read(tried);
    expect(userErrors).toEqual([]);
    expect(await city.query(written)).toEqual(before);
    expect(counts(signalPreview.before)).toEqual(stood);
    const colours = async () => new Map((await city.query<Data>(`select p.code, c.colour from project_colours(array(select id from project), business_today()) c join project p on p.id = c.project_id`)).map(({ code, colour }) => [code, colour]));
    const was = await colours();
    for (const rule of tried.rules ?? []) expect((await setRule(rule)).userErrors).toEqual([]);
    if (tried.curve) await setCurve(tried.curve);
    const is = await colours();
    const changed = [...is].filter(([code, colour]) => was.get(code) !== colour);
    expect(counts(signalPreview.after)).toEqual(await lights());
    expect(signalPreview.changedCount).toBe(changed.length);
    expect(changed.length).toBeGreaterThan(5);
    const told = signalPreview.changes as Data[];
    expect(told).toHaveLength(Math.min(changed.length, 200));
    for (const { project, before: from, after: to } of told) expect([project.code, from, to]).toEqual([project.code, was.get(project.code), is.get(project.code)]);
    for (const { after: to, reasonsAfter } of told) expect(reasonsAfter.length > 0).toBe(to !== 'GREEN');
    const first = told.find(({ reasonsAfter }) => reasonsAfter.length > 0)!;
    const now = await city.get('VIEWER', `{ project(code: "${first.project.code}") { signal { reasons { rule measure message detail } } } }`);
    expect(now.project.signal.reasons).toEqual(first.reasonsAfter);
    for (const rule of [['BEHIND_PLAN', 0.1, 0.4], ['START_OVERDUE', 1, 15]] as const) await setRule({ rule: rule[0], yellowFrom: rule[1], redFrom: rule[2] });
    await setRule({ rule: 'STUCK', yellowFrom: 15, redFrom: 30, stages: ['UNDER_CONSTRUCTION'] });
    await setCurve(curveOf(usual));
    expect(await lights()).toEqual(stood);
  });

  test('[SG15] it is refused where setting would be, and of the office\'s own part of the city', async () => {
    expect(await read({ rules: [{ rule: 'STUCK', yellowFrom: 5, redFrom: 4 }, { rule: 'STUCK', yellowFrom: 1, redFrom: 4 }] })).toEqual({
      signalPreview: null, userErrors: [{ code: 'NAMED_TWICE', path: ['rules', '1', 'rule'] }, { code: 'NUMBER_OUT_OF_RANGE', path: ['rules', '0', 'redFrom'] }],
    });
    expect((await read({ curve: curveOf(usual).slice(1) })).userErrors).toEqual([{ code: 'CURVE_MONTHS', path: ['curve'] }]);
    for (const role of ['LEADER', 'OFFICER', 'UNIT', 'OWNER', 'INTEGRATION', 'SCREEN', 'VIEWER'] as const) {
      expect((await city.ask(role, preview, { rules: [], first: 5 })).errors, role).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    }
    const part = await read({ rules: [{ rule: 'BEHIND_PLAN', yellowFrom: 0.01, redFrom: 0.01 }] }, 'DISPATCHER', { region: 'DQ-DT' });
    const sum = (colours: readonly Data[]) => colours.reduce((all, { count }) => all + count, 0);
    const [{ count }] = await city.query(`select count(*)::int as count from project p join region r on r.id = p.region_id where (select id from region where code = 'DQ-DT') = any(r.path)`);
    expect([sum(part.signalPreview.before), sum(part.signalPreview.after)]).toEqual([count, count]);
    expect((await city.ask('ADMIN', preview, { rules: [], first: 201 })).errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  });
});
