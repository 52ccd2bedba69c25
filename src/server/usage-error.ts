/** The command line makes no sense: the message names the option and what would be right. */
export class UsageError extends Error {
  override name = 'UsageError';
}
