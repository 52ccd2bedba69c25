import { ref, shallowRef } from 'vue';
import type { MeetingStatus } from '../meeting/meeting.entity.js';
import { AskError, type Ask } from './ask.js';
import { documents } from './documents.js';

export interface MeetingEntry {
  readonly id: string;
  readonly title: string;
  readonly status: MeetingStatus;
  readonly startsAt: string;
}

/** The list of meetings, newest first; `trouble` is UNREACHED or what the server said. */
export function useMeetings(ask: Ask, onRefused: () => void, onTimeZone: (timeZone: string) => void) {
  const meetings = shallowRef<readonly MeetingEntry[] | null>(null);
  const trouble = ref('');

  async function load(): Promise<void> {
    trouble.value = '';
    try {
      const [{ clock }, found] = await Promise.all([
        ask<{ clock: { timeZone: string } }>(documents.clock, 'Clock'),
        ask<{ meetings: { nodes: MeetingEntry[] } }>(documents.meetings, 'Meetings'),
      ]);
      onTimeZone(clock.timeZone);
      meetings.value = found.meetings.nodes;
    } catch (cause) {
      if (cause instanceof AskError && cause.kind === 'TOKEN') return onRefused();
      trouble.value = cause instanceof AskError && cause.kind === 'SAID' ? cause.message : 'UNREACHED';
    }
  }

  return { meetings, trouble, load };
}
