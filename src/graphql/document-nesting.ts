/** Strings and comments, in which brackets mean nothing, and brackets. */
const pieces = /"""(?:\\"""|[^])*?"""|"(?:\\.|[^"\\\n])*"|#[^\n]*|[[({]|[\])}]/g;

/**
 * Whether brackets of any kind lie within each other deeper than so many levels. Looks at the text: the parser calls itself for
 * each level, and with two thousand of them, which fit into 4,000 tokens, it has no stack left.
 */
export function isNestedDeeper(text: string, levels: number): boolean {
  let depth = 0;
  for (const [piece] of text.matchAll(pieces)) {
    if (piece.length > 1) continue;
    if ('[({'.includes(piece)) depth += 1;
    else if ('])}'.includes(piece)) depth -= 1;
    if (depth > levels) return true;
  }
  return false;
}
