import { refuse, type Refusal } from './refusal.js';

/** Most characters of a link. */
const longest = 500;

/** Why a text is no address that a page may link to: http or https, no blanks and no account in it: what is shown is where it leads. Nothing is ever fetched from one. */
export function checkLink(text: string, path: readonly string[]): readonly Refusal[] {
  const isLink = text.length <= longest && /^https?:\/\/[^\s@\\]+$/i.test(text) && URL.canParse(text);
  return isLink ? [] : refuse('BAD_LINK', path, { most: longest }).refused;
}
