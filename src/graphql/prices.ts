/**
 * What operations are priced at, in units of one value answered (about a microsecond of the server's time for a plain one).
 * Rows multiply what is asked of each: a page counts for its `first`, what comes of `inputs` or `ids` for as many, another
 * list for `plainList`, and a list within a list for the product.
 */

/** What a request costs before anything of it is looked at: token, parsing, the frame of the answer. */
export const requestPrice = 100;

/** What a list without pages counts for: an agenda, a tree's branches, a history. */
export const plainList = 10;

/** Lists that never hold more than a handful: what the rules of a light come to. */
export const shortLists: Readonly<Record<string, number>> = {
  'Signal.reasons': 6, 'Signal.checks': 6, 'SignalChange.reasons': 6, 'SignalPreviewChange.reasonsBefore': 6, 'SignalPreviewChange.reasonsAfter': 6,
  'SignalReason.inputs': 4, 'SignalCheck.inputs': 4, 'Candidate.reasons': 4, 'SignalPreview.before': 3, 'SignalPreview.after': 3,
  'AgendaItem.snapshots': 2, 'AgendaSnapshot.reasons': 6,
};

/** What each of the `inputs` or `ids` that a request lists costs beside what is answered of it: it is looked at, and may be written. */
export const perListed = 3;

interface Price {
  /** `Type.field`; a `*` is every type. */
  readonly fields: readonly string[];
  /** Added to what the field costs anyway, each time that it is answered. */
  readonly more: number;
  readonly why: string;
}

export const prices: readonly Price[] = [
  { fields: ['Mutation.*'], more: 200, why: 'a transaction of its own: eight statements and a wait for the disk' },
  { fields: ['Query.projectStats'], more: 2_000, why: 'reads every project that the viewer sees and the plan of its year' },
  { fields: ['Query.portfolioGrowth'], more: 2_000, why: 'reads every project that the viewer sees and the plan of its year' },
  { fields: ['Query.demandStats'], more: 2_000, why: 'reads every described demand that the viewer sees' },
  { fields: ['Demand.candidates', 'SupplyOffer.candidates'], more: 500, why: 'ranks all that is open of the kind' },
  { fields: ['Query.dailyDispatch', 'Query.weeklyHearing'], more: 2_000, why: 'reads every project that the viewer sees and its reports of the day or the week' },
  { fields: ['Query.enterpriseStats'], more: 500, why: 'sums over all enterprises and the last report of each' },
  { fields: ['DailyDispatchRow.investmentChange', 'DailyDispatchRow.progressChange', 'DailyDispatchRow.workersChange'], more: 3, why: 'looks for what was reported before' },
  { fields: ['Query.permitStats', 'Query.permitProgress'], more: 2_000, why: 'reads every permit, or every project, that the viewer sees' },
  { fields: ['Query.readinessStats', 'Query.readinessGaps'], more: 2_000, why: 'reads every project that the viewer sees and what stands of each item' },
  { fields: ['Query.startSequence', 'Query.startForecast', 'StartForecast.grounds', 'StartForecast.entries'], more: 4_000, why: 'looks for what stands in the way of every project that the viewer sees' },
  { fields: ['StartEntry.obstacles'], more: 10, why: 'asks every source of obstacles' },
  { fields: ['Query.reserveStats'], more: 500, why: 'reads every project in reserve that the viewer sees and its steps' },
  { fields: ['Query.listStats'], more: 2_000, why: 'reads every entry that the viewer sees' },
  { fields: ['Query.listDifference'], more: 4_000, why: 'reads a list at two moments, with its lights' },
  { fields: ['Query.schedules', 'ChartScreen.schedules'], more: 1_000, why: 'looks for missed days in every schedule that the viewer sees' },
  { fields: ['Project.schedule', 'BackSchedule.milestones'], more: 60, why: 'a whole schedule is reckoned' },
  { fields: ['Query.scheduleWhatIf'], more: 1_000, why: 'a whole schedule is reckoned twice' },
  { fields: ['ContestScoreboard.standings'], more: 4_000, why: 'measures every project of the districts, of a past day from its versions' },
  { fields: ['ContestStanding.weekBefore'], more: 100, why: 'the same of another day, once for all districts' },
  { fields: ['*.totalCount'], more: 50, why: 'counts all that fits, not only the page' },
  { fields: ['Leader.load'], more: 10, why: 'sums over all projects, leads and issues of the leader' },
  { fields: ['Query.portfolios'], more: 2_000, why: 'reads every assignment that stands and every open issue' },
  { fields: ['Leader.portfolio'], more: 40, why: 'sums over all issues, directives and handovers of the leader' },
  { fields: ['Project.signal', 'Signal.checks'], more: 5, why: 'six rules are reckoned from the plan, the days, the reports and the open issues' },
  { fields: ['Project.signalHistory'], more: 300, why: 'the same for up to a hundred days of the past' },
  { fields: ['Query.agendaProposal'], more: 4_000, why: 'reckons the light of every project of the meeting\'s region' },
  { fields: ['Query.candidates'], more: 4_000, why: 'reckons the light of every project that the viewer sees' },
  { fields: ['Query.signalPreview'], more: 8_000, why: 'reckons the light of every project that the viewer sees twice' },
  {
    fields: [
      'Project.totalInvestment', 'Project.annualPlan', 'Project.completedInvestment', 'Project.completedToDate',
      'ProjectYear.planned', 'ProjectYear.completed', 'InvestmentLead.expectedInvestment', 'ReserveStats.totalInvestment',
      'ProgressReport.completedInvestment', 'WeeklyHearingRow.planned', 'WeeklyHearingRow.completed', 'WeeklyHearingRow.inTheWeek',
      'ProjectStats.totalInvestment', 'ProjectStats.annualPlan', 'ProjectStats.completedInvestment',
      'Project.expectedAnnualSales', 'SubProject.investment', 'JointLaunch.totalInvestment', 'JointLaunch.annualPlan',
      'PermitRules.commitmentFrom', 'PortfolioYear.totalInvestment', 'PortfolioYear.annualPlan', 'PortfolioYear.completed',
      'PortfolioGrowth.totalInvestment', 'PortfolioGrowth.annualPlan', 'PortfolioGrowth.completedInvestment',
      'AgendaSnapshot.totalInvestment', 'AgendaSnapshot.annualPlan', 'AgendaSnapshot.completedInvestment',
      'ListProgress.annualPlan', 'ListProgress.expected', 'ListProgress.completed', 'ListProgress.gap', 'ListMonth.expected', 'ListMonth.completed',
    ],
    more: 2, why: 'exact decimals are converted by a library: three times a plain value',
  },
];

const byField = new Map(prices.flatMap(({ fields, more }) => fields.map((field) => [field, more] as const)));

/** What a field costs beyond what all do. */
export function surcharge(type: string, field: string): number {
  return byField.get(`${type}.${field}`) ?? byField.get(`*.${field}`) ?? byField.get(`${type}.*`) ?? 0;
}
