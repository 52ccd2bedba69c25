import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue';
import type { Language } from '../kernel/language.js';
import type { Ask } from './ask.js';
import type { Frame } from './board.js';
import type { Stamp } from './clock.js';
import { documents } from './documents.js';
import { follow, liveUrl, type Line } from './live.js';

export interface BoardOptions {
  readonly meetingId: string;
  readonly site: string | null;
  readonly token: string;
  readonly language: Language;
  readonly ask: Ask;
  onRefused(): void;
  onTimeZone(timeZone: string): void;
}

/** The live board of a meeting, with all that a page shows of the line and the time. Ends with the component that uses it. */
export function useBoard({ meetingId, site, token, language, ask, onRefused, onTimeZone }: BoardOptions) {
  const frame = shallowRef<Frame | null>(null);
  const stamp = shallowRef<Stamp | null>(null);
  const line = ref<Line>('CONNECTING');
  const trouble = ref('');
  const subjects = shallowRef<ReadonlyMap<string, string>>(new Map());
  /** The steady clock as the page shows it: it stands still while the line is lost, since then nothing is known. */
  const reading = ref(performance.now());

  const ticking = setInterval(() => {
    if (line.value === 'UP') reading.value = performance.now();
  }, 200);

  const end = follow<Frame>({
    url: liveUrl(),
    operation: { ...documents.meetingBoard, operationName: 'MeetingBoard', variables: { meetingId } },
    token,
    site,
    language,
    onState(state) {
      const arrived = performance.now();
      stamp.value = { at: state.at, arrived };
      reading.value = arrived;
      trouble.value = '';
      frame.value = state;
    },
    onLine: (next) => { line.value = next; },
    onTrouble: (message) => { trouble.value = message; },
    onRefused,
  });

  onScopeDispose(() => {
    clearInterval(ticking);
    end();
  });

  // What the subscription does not say is asked for once; where that fails, again when the line next comes up.
  const known = { zone: false, subjectsOf: '' };
  watch(line, async (now) => {
    if (now !== 'UP' || known.zone) return;
    const said = await ask<{ clock: { timeZone: string } }>(documents.clock, 'Clock').catch(() => null);
    if (!said) return;
    known.zone = true;
    onTimeZone(said.clock.timeZone);
  });

  const unnamed = computed(() => frame.value?.meeting?.agenda.filter(({ project }) => !project).map(({ id }) => id).join(' ') ?? '');
  watch([unnamed, line], async ([ids, now]) => {
    if (ids === known.subjectsOf || now !== 'UP') return;
    const found = await ask<Subjects>(documents.meetingSubjects, 'MeetingSubjects', { id: meetingId }).catch(() => null);
    if (!found?.meeting) return;
    known.subjectsOf = ids;
    subjects.value = new Map(found.meeting.agenda.map(({ id, topic, lead }) => [id, topic ?? lead?.name ?? '']));
  });

  const board = computed(() => frame.value?.meeting ?? null);
  return { frame, board, stamp, line, trouble, subjects, reading };
}

interface Subjects {
  readonly meeting: { readonly agenda: readonly { readonly id: string; readonly topic: string | null; readonly lead: { readonly name: string } | null }[] } | null;
}

export type LiveBoard = ReturnType<typeof useBoard>;
