/** Acts after which a credential may mean less: on the node that did one, the next request with it is looked at anew. */
export const endsAccess: ReadonlySet<string> = new Set([
  'accessGrantMake', 'accessGrantEnd', 'accessWithdraw', 'apiKeyRotate', 'apiKeyWithdraw', 'screenWithdraw', 'regionEnd', 'unitEnd', 'leaderEnd', 'meetingSiteRemove',
]);
