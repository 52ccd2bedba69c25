import { refuse, type Refusal } from '../kernel/refusal.js';

const most = { photos: 20, characters: 500 } as const;

/** Links that a browser may open; nobody here ever does. */
export function checkPhotos(links: readonly string[], path: readonly string[]): readonly Refusal[] {
  if (links.length > most.photos) return refuse('NUMBER_OUT_OF_RANGE', path, { least: 0, most: most.photos }).refused;
  return links.flatMap((link, index) => (isLink(link) ? [] : refuse('BAD_LINK', [...path, String(index)], { most: most.characters }).refused));
}

/** No blanks and no name or password in it: what is shown is where it leads. */
function isLink(text: string): boolean {
  if (text.length > most.characters || !/^https?:\/\/[^\s@\\]+$/i.test(text)) return false;
  return URL.canParse(text);
}
