import { toGlobalId } from '../../src/kernel/global-id.js';
import type { RowType } from '../../src/kernel/entity-type.js';
import type { Role } from '../../src/kernel/viewer.js';
import { openCity, type City, type Data, type ViewerOptions } from '../support/city.js';

export const id = (type: RowType, row: number): string => toGlobalId(type, row);

/** Who asks, and as what. */
export type Who = readonly [role: Role, options?: ViewerOptions];
export const office: Who = ['DISPATCHER'];

export interface Town extends City {
  /** Does an act of the room with these variables; answers its payload. */
  act(mutation: string, variables: Record<string, unknown>, who?: Who): Promise<Data>;
  /** Plans a permit and takes it as far as is named; answers its id. */
  permit(project: number, kind: string, ...steps: readonly ('APPLY' | 'ACCEPT' | 'GRANT')[]): Promise<string>;
}

const fields = 'id state plannedOn appliedOn acceptedOn dueOn overdue grantedOn refusedOn channel reason version authority { code } kind { code } actions waiting { unit { code } since workingDays } papers { id name dueOn deliveredOn overdue remindedAt deferredBy permitKind { code } }';
const shapes: Record<string, readonly [args: string, payload: string]> = {
  permitPlan: ['$input: PermitPlanInput!', `permit { ${fields} }`],
  permitApply: ['$id: ID!, $input: PermitApplyInput!', `permit { ${fields} }`],
  permitAccept: ['$id: ID!, $on: Date', `permit { ${fields} }`],
  permitGrant: ['$id: ID!, $on: Date', `permit { ${fields} }`],
  permitRefuse: ['$id: ID!, $reason: String!, $on: Date', `permit { ${fields} }`],
  permitExempt: ['$id: ID!, $ground: String!', `permit { ${fields} }`],
  permitPaperDefer: ['$id: ID!, $input: PermitPaperDeferInput!', `permit { ${fields} }`],
  permitPaperDeliver: ['$paperId: ID!, $on: Date', `permit { ${fields} }`],
  projectCommitToStart: ['$projectId: ID!, $on: Date!, $text: String!', 'project { permitsComplete landProceduresDone permitsReady startCommitment { on text recordedBy } }'],
  permitKindSet: ['$input: PermitKindSetInput!', 'permitKind { code nameZh workingDays landUse papersMayFollow active parallelGroup authority { code } after { code } sectors origins }'],
  permitRulesSet: ['$input: PermitRulesSetInput!', 'permitRules { onlineTarget oneVisitTarget doneForYouTarget commitmentFrom remindBefore }'],
};

/**
 * A city D with the counties E and W on Thursday 16 April 2020. New projects P1 to P6, the odd ones in W, the even ones in E; P1 to P4 industry of
 * as many yi as their number, P5 infrastructure of 5 yi, P6 industry just under 1 yi; P7 goes on from last year. Company C owns
 * P1 and P2, leader L answers for P1. Department A grants whatever permits name nobody else.
 */
export async function openTown(): Promise<Town> {
  const city = await openCity('empty');
  await city.query(`
    update business_clock set ahead = timestamptz '2020-04-16 09:00+08' - now();
    insert into region (id, code, name, level) values (1, 'D', '市', 'CITY');
    insert into region (id, code, name, level, parent_id) values (2, 'E', '东县', 'COUNTY', 1), (3, 'W', '西县', 'COUNTY', 1);
    insert into unit (id, code, name, type, region_id) values (1, 'A', '审批局', 'DEPARTMENT', 1), (2, 'B', '自然资源局', 'DEPARTMENT', 1), (3, 'C', '公司', 'COMPANY', 1), (4, 'Z', '别的局', 'DEPARTMENT', 1);
    insert into leader (id, code, name, title) values (1, 'L', '领导', '副市长');
    insert into project (id, code, name, tier, sector, origin, stage, region_id, total_investment, owner_unit_id)
      select n, 'P' || n, '项目' || n, 'MUNICIPAL', case n when 5 then 'INFRASTRUCTURE' else 'INDUSTRY' end, case n when 7 then 'CONTINUING' else 'NEW' end, 'PREPARING', 2 + n % 2,
             case n when 6 then 99999999.99 else 100000000 * n end, case when n <= 2 then 3 end from generate_series(1, 7) n;
    insert into assignment (role, leader_id, project_id, duty) values ('CHIEF_SERVICE_OFFICER', 1, 1, '服务');
    update permit_kind set authority_id = case when land_use then 2 else 1 end where code <> 'SAFETY';
    select setval(pg_get_serial_sequence('project', 'id'), 7), setval(pg_get_serial_sequence('unit', 'id'), 4)`);
  const act: Town['act'] = async (mutation, variables, [role, options] = office) => {
    const [args, payload] = shapes[mutation]!;
    const names = args.match(/(?<=\$)\w+/g)!;
    return (await city.get(role, `mutation (${args}) { ${mutation}(${names.map((name) => `${name}: $${name}`).join(', ')}) { ${payload} userErrors { code path message } } }`, variables, options))[mutation];
  };
  return {
    ...city,
    act,
    async permit(project, kind, ...steps) {
      const { permit, userErrors } = await act('permitPlan', { input: { projectId: id('Project', project), kind, plannedOn: '2020-05-01', authorityId: kind === 'SAFETY' ? id('Unit', 1) : null } });
      if (userErrors.length > 0) throw new Error(JSON.stringify(userErrors));
      for (const step of steps) {
        const done = step === 'APPLY' ? await act('permitApply', { id: permit.id, input: { channel: 'ONLINE_NEVER_SEEN' } }) : await act(step === 'ACCEPT' ? 'permitAccept' : 'permitGrant', { id: permit.id });
        if (done.userErrors.length > 0) throw new Error(JSON.stringify(done.userErrors));
      }
      return permit.id;
    },
  };
}
