import { computed, reactive, shallowRef, watch } from 'vue';
import type { MeetingMode } from '../../../meeting/meeting.entity.js';
import type { SignalColour } from '../../../signal/signal.type.js';
import type { Ask } from '../../ask.js';
import type { Person } from '../../board.js';
import { instantOf, readingAt } from '../../city-time.js';
import { documents } from '../../documents.js';
import type { Option } from '../use-search.js';

export interface ProjectOption extends Option {
  readonly code: string;
  readonly signal: { readonly colour: SignalColour };
  readonly region: Option;
}

interface RegionOption extends Option {
  readonly level: string;
  readonly parent: { readonly id: string } | null;
}

interface Choices {
  readonly clock: { readonly now: string; readonly timeZone: string };
  readonly regions: readonly RegionOption[];
  readonly leaders: { readonly nodes: readonly Person[] };
}

interface Row {
  /** Of the project; null for a topic. */
  readonly project: ProjectOption | null;
  topic: string;
  minutes: number;
}

/** The draft of a new meeting, and the input that it becomes. */
export function useSchedule(ask: Ask, words: { readonly hall: (region: string) => string; readonly mainHall: string }) {
  const choices = shallowRef<Choices | null>(null);
  const draft = reactive({ title: '', mode: 'JOINT_HANDLING' as MeetingMode, starts: '', regionId: '', chairId: '', halls: [] as string[] });
  const agenda = reactive<Row[]>([]);

  async function load(): Promise<void> {
    const loaded = await ask<Choices>(documents.scheduling, 'Scheduling');
    choices.value = loaded;
    const { regions, clock } = loaded;
    draft.regionId = (regions.find(({ level }) => level === 'CITY') ?? regions[0])?.id ?? '';
    // The next half hour that is at least half an hour away.
    const half = 30 * 60_000;
    draft.starts = readingAt(Math.ceil(Date.parse(clock.now) / half + 1) * half, clock.timeZone);
  }

  const below = computed(() => (choices.value?.regions ?? []).filter(({ parent }) => parent?.id === draft.regionId));
  watch(() => draft.regionId, () => { draft.halls = []; });

  function add(project: ProjectOption | null): void {
    if (project && agenda.some((row) => row.project?.id === project.id)) return;
    agenda.push({ project, topic: '', minutes: 8 });
  }

  function move(index: number, by: number): void {
    const [row] = agenda.splice(index, 1);
    if (row) agenda.splice(index + by, 0, row);
  }

  function input() {
    return {
      title: draft.title,
      mode: draft.mode,
      startsAt: instantOf(draft.starts, choices.value!.clock.timeZone),
      regionId: draft.regionId,
      ...(draft.chairId && { chairId: draft.chairId }),
      agenda: agenda.map(({ project, topic, minutes }) => ({ ...(project ? { projectId: project.id } : { topic }), minutes })),
      sites: [
        { name: words.mainHall, kind: 'MAIN_HALL', regionId: draft.regionId },
        ...below.value.filter(({ id }) => draft.halls.includes(id)).map(({ id, name }) => ({ name: words.hall(name), kind: 'COUNTY', regionId: id })),
      ],
    };
  }

  return { choices, draft, agenda, below, load, add, move, input };
}
