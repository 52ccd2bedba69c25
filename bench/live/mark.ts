/** Events bear a mark, as an issue's or a meeting's title, so that every receiver can tell which of them came. */
export function mark(number: number): string {
  return `e${String(number).padStart(digits, '0')}`;
}

const digits = 8;
const before = Buffer.from('"title":"e');

/** Finds the marks in a message, in order. */
export function marksIn(message: Buffer, found: (number: number) => void, onlyFirst = false): void {
  for (let at = message.indexOf(before); at >= 0; at = message.indexOf(before, at)) {
    at += before.length;
    let number = 0;
    for (const end = at + digits; at < end; at += 1) number = 10 * number + message[at]! - 48;
    found(number);
    if (onlyFirst) return;
  }
}
