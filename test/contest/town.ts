import type { RowType } from '../../src/kernel/entity-type.js';
import { toGlobalId } from '../../src/kernel/global-id.js';
import type { Role } from '../../src/kernel/viewer.js';
import type { Data } from '../support/city.js';
import { startServer, type TestServer, type TokenOptions } from '../support/server.js';

export const id = (type: RowType, row: number): string => toGlobalId(type, row);

export interface Town {
  readonly server: TestServer;
  query: TestServer['query'];
  close(): Promise<void>;
  /** Asks as a role; answers the body. */
  ask(role: Role, query: string, variables?: Record<string, unknown>, options?: TokenOptions): Promise<Data>;
  /** Asks and expects no errors; answers the data. */
  get(role: Role, query: string, variables?: Record<string, unknown>, options?: TokenOptions): Promise<Data>;
  /** Does an act of the room; answers its payload. */
  act(mutation: string, variables: Record<string, unknown>, role?: Role, options?: TokenOptions): Promise<Data>;
  /** A contest of some rules from 1 to 30 April that runs; answers its id. */
  run(rules: readonly Record<string, unknown>[], more?: Record<string, unknown>): Promise<string>;
  /** The table of a day; of the last one without. */
  board(contest: string, on?: string, asOf?: string): Promise<Data>;
  /** Sets the city's clock to the morning of a day. */
  wake(day: string): Promise<void>;
}

export const rule = (more: Record<string, unknown> = {}): Record<string, unknown> => ({ code: 'START', name: '开工率', measure: 'START_RATE', weight: 100, ...more });
export const input = (more: Record<string, unknown> = {}): Record<string, unknown> => ({ name: '百日竞赛', startsOn: '2020-04-01', endsOn: '2020-04-30', regionIds: [id('Region', 2), id('Region', 3), id('Region', 4)], rules: [rule()], ...more });

const shown = `contest { id name startsOn endsOn days status weight rules { code name measure weight zeroAt fullAt cap tiers sectors origins tieBreak } regions { code } drawnBy cancelReason version
  adjustments { id region { code } rule points from reason madeBy endedBy endReason } withdrawals { region { code } on reason madeBy endedBy endReason } history { act note } }`;
const shapes: Record<string, string> = {
  contestDraw: '$input: ContestInput!', contestCorrect: '$id: ID!, $version: Int!, $input: ContestInput!', contestStart: '$id: ID!, $version: Int!', contestEnd: '$id: ID!', contestCancel: '$id: ID!, $reason: String!',
  contestWithdrawRegion: '$id: ID!, $regionId: ID!, $reason: String!', contestReadmitRegion: '$id: ID!, $regionId: ID!, $reason: String!', contestAdjust: '$input: ContestAdjustInput!', contestEndAdjustment: '$id: ID!, $reason: String!',
};
export const boardFields = `on dayNumber standings { rank points region { code } withdrawal { on reason } weekBefore { on rank points }
  scores { rule { code } unit numerator denominator rate measured adjusted points contribution adjustments { points reason } } }`;

/**
 * A city D with the counties E, M and W below it, entered on 1 April 2020, which is the 10th, and the village V below E. E has projects P1 to P4, of which V has
 * P4; M has P5 and P6; W has none. The odd ones are new, all are planned for 5 April; P1 and P5 have begun.
 */
export async function openTown(): Promise<Town> {
  const server = await startServer({ template: 'empty' });
  const query: Town['query'] = (statement) => server.query(statement);
  const ask: Town['ask'] = async (role, source, variables = {}, options = {}) => (await server.post(await server.token(role, options), source, variables)).body;
  const get: Town['get'] = async (role, source, variables = {}, options = {}) => server.get(await server.token(role, options), source, variables);
  const act: Town['act'] = async (mutation, variables, role = 'DISPATCHER', options = {}) => {
    const args = shapes[mutation]!;
    return (await get(role, `mutation (${args}) { ${mutation}(${args.match(/(?<=\$)\w+/g)!.map((name) => `${name}: $${name}`).join(', ')}) { ${shown} userErrors { code message path } } }`, variables, options))[mutation];
  };
  const wake: Town['wake'] = async (day) => void (await query(`update business_clock set ahead = make_interval(secs => extract(epoch from timestamptz '${day} 09:00+08' - now())::float8)`));
  await wake('2020-04-01');
  await query(`
    insert into region (id, code, name, level) values (1, 'D', '市', 'CITY');
    insert into region (id, code, name, level, parent_id) values (2, 'E', '东县', 'COUNTY', 1), (3, 'M', '中县', 'COUNTY', 1), (4, 'W', '西县', 'COUNTY', 1), (5, 'V', '东村', 'COUNTY', 2), (6, 'X', '撤县', 'COUNTY', 1);
    update region set ended_at = business_now() where code = 'X';
    insert into unit (id, code, name, type, region_id) values (1, 'C', '公司', 'COMPANY', 1);
    insert into project (id, code, name, tier, sector, origin, stage, region_id, total_investment, owner_unit_id, planned_start_on, started_on, planned_resumption_on, resumed_on)
      select n, 'P' || n, '项目' || n, case when n = 1 then 'PROVINCIAL_TOP_100' else 'MUNICIPAL' end, case when n = 2 then 'HEALTHCARE' else 'INDUSTRY' end, case n % 2 when 1 then 'NEW' else 'CONTINUING' end, 'PREPARING',
             case when n = 4 then 5 when n > 4 then 3 else 2 end, 100000000, 1, case n % 2 when 1 then date '2020-04-05' end, case when n in (1, 5) then date '2020-04-02' end, case n % 2 when 0 then date '2020-04-05' end, null from generate_series(1, 6) n;
    insert into project_year (project_id, year, planned, completed) select n, 2020, 1000, 10 * n from generate_series(1, 6) n;
    select setval(pg_get_serial_sequence('project', 'id'), 6), setval(pg_get_serial_sequence('region', 'id'), 6)`);
  await wake('2020-04-10');
  return {
    server, query, ask, get,
    close: () => server.close(),
    act,
    wake,
    async run(rules, more) {
      const { contest, userErrors } = await act('contestDraw', { input: input({ rules, ...more }) });
      const started = contest && await act('contestStart', { id: contest.id, version: contest.version });
      if (!started?.contest) throw new Error(JSON.stringify([userErrors, started]));
      return contest.id as string;
    },
    board: async (contest, on, asOf) => (await get('VIEWER', `query ($id: ID!, $on: Date) ${asOf ? `@asOf(${asOf})` : ''} { contestScoreboard(contestId: $id, on: $on) { ${boardFields} } }`, { id: contest, on })).contestScoreboard,
  };
}

export const codes = ({ userErrors }: Data): string[] => userErrors.map(({ code, path }: Data) => `${code} ${path.join('.')}`);
