import { checkLink } from '../kernel/link.js';
import { refuse, type Refusal } from '../kernel/refusal.js';

const most = 20;

/** Links that a browser may open; nobody here ever does. */
export function checkPhotos(links: readonly string[], path: readonly string[]): readonly Refusal[] {
  if (links.length > most) return refuse('NUMBER_OUT_OF_RANGE', path, { least: 0, most }).refused;
  return links.flatMap((link, index) => checkLink(link, [...path, String(index)]));
}
