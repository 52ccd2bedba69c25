import { SignJWT } from 'jose';

export const secrets = { token: 'a secret that only the torture knows, tokens', cursor: 'a secret that only the torture knows, cursors' };

export const size = { projects: 120, archives: 20, issues: 240, leaders: 6, units: 5, meetings: 3 } as const;

/** The sum of the money in the projects of `city`: moved between them, never made or lost. */
export const money = size.projects * 1_000_000;

/**
 * Two counties below one city, an office at the top. Names and titles carry a number that only rises: `v7`. What is kept to be
 * audited hangs on the projects K, which never move: else one move would change all that a long run has gathered, a reset.
 */
export const city = `
  insert into region (code, name, level) values ('TOP', 'TOP', 'CITY');
  insert into region (code, name, level, parent_id) select code, code, 'COUNTY', (select id from region where code = 'TOP') from (values ('A'), ('B')) as county(code);
  insert into unit (code, name, type, region_id) select 'U' || n, 'U' || n, 'DEPARTMENT', (select id from region where code = 'TOP') from generate_series(1, ${size.units}) n;
  insert into leader (code, name, title) select 'L' || n, 'L' || n, '副市长' from generate_series(1, ${size.leaders}) n;
  insert into project (code, name, tier, sector, origin, stage, region_id, total_investment)
    select 'P' || n, 'v0', 'COUNTY', 'INDUSTRY', 'NEW', 'PREPARING', (select id from region where code = (array['A', 'B', 'TOP'])[1 + n % 3]), 1000000 from generate_series(1, ${size.projects}) n;
  insert into project (code, name, tier, sector, origin, stage, region_id, total_investment)
    select 'K' || n, 'v0', 'COUNTY', 'INDUSTRY', 'NEW', 'PREPARING', (select id from region where code = (array['A', 'B', 'TOP'])[1 + n % 3]), 1 from generate_series(1, ${size.archives}) n;
  insert into meeting (title, mode, starts_at, region_id) select 'v0', 'JOINT_HANDLING', now(), (select id from region where code = 'TOP') from generate_series(1, ${size.meetings}) n;
  insert into agenda_item (meeting_id, position, minutes, project_id) select 1 + n % ${size.meetings}, n, 5, n from generate_series(1, 30) n;
  insert into assignment (role, leader_id, project_id) select 'GENERAL_SERVICE_OFFICER', 1 + n % ${size.leaders}, n from generate_series(1, 60) n;
  insert into issue (number, kind, category, title, severity, status, level, project_id, lead_unit_id)
    select 'Q' || n, 'PROBLEM', 'LAND', 'v0', 'LOW', 'REPORTED', 'PROJECT', 1 + n % ${size.projects}, 1 + n % ${size.units} from generate_series(1, ${size.issues}) n;
`;

export type Holder = { readonly role: 'ADMIN' | 'DISPATCHER' | 'UNIT' | 'INTEGRATION'; readonly region?: string; readonly unit?: string; readonly system?: string };

export function tokenOf(holder: Holder): Promise<string> {
  const subject = Object.values(holder).join(' ');
  return new SignJWT({ ...holder, name: subject })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' }).setIssuer('diaodu').setSubject(subject).setIssuedAt().setExpirationTime('12h')
    .sign(new TextEncoder().encode(secrets.token));
}
