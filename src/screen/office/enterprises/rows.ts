interface Named {
  readonly name: string;
}

interface Figures {
  readonly count: number;
  readonly resumed: number;
  readonly employees: number;
  readonly staffPresent: number;
  /** 0 to 1. */
  readonly staffBackShare: number;
}

export interface Overview {
  readonly clock: { readonly now: string; readonly today: string; readonly timeZone: string };
  readonly regions: readonly (Named & { readonly id: string })[];
  readonly whole: readonly Figures[];
  readonly byRegion: readonly (Figures & { readonly region: Named & { readonly id: string } })[];
}

interface Enterprise extends Named {
  readonly id: string;
  readonly code: string;
  readonly employees: number;
  readonly resumedOn: string | null;
  readonly product: string | null;
  readonly outputUnit: string | null;
  readonly region: Named;
}

export interface Listed extends Enterprise {
  readonly latestReport: { readonly day: string; readonly staffPresent: number | null; readonly output: number | null } | null;
  readonly peak: { readonly day: string; readonly output: number } | null;
}

export interface Opened extends Enterprise {
  readonly fromElsewhere: number | null;
  readonly foreignStaff: number | null;
  readonly plannedOutput: number | null;
  readonly reports: {
    readonly totalCount: number;
    readonly nodes: readonly { readonly day: string; readonly staffPresent: number | null; readonly output: number | null; readonly remarks: string | null; readonly reporter: Named | null }[];
  };
}
