/** What the page's script is given by the server. */
export interface GraphiqlPageOptions {
  readonly endpoint: string;
  /** Folder of the workers' scripts. */
  readonly assets: string;
  readonly defaultQuery: string;
}

interface GraphiqlBundle {
  renderYogaGraphiQL(root: Element | null, options: Record<string, unknown>): void;
}

/**
 * Runs in the browser: it is served as text, so it may use nothing from outside itself. The token comes from the fragment
 * (`#token=...`), which it takes out of the address, or is typed into the headers editor; subscriptions say it in
 * `connection_init`.
 */
export function startGraphiql({ endpoint, assets, defaultQuery }: GraphiqlPageOptions): void {
  const page = globalThis as typeof globalThis & { YogaGraphiQL: GraphiqlBundle; MonacoEnvironment: object };
  page.MonacoEnvironment = { globalAPI: false, getWorkerUrl: (_module: string, label: string) => `${assets}/${label}.js` };

  const token = new URLSearchParams(location.hash.slice(1)).get('token');
  if (token) history.replaceState(null, '', location.pathname + location.search);

  let headers = JSON.stringify({ authorization: `Bearer ${token ?? ''}` }, null, 2);
  page.YogaGraphiQL.renderYogaGraphiQL(document.querySelector('#root'), {
    title: 'Diaodu',
    endpoint,
    defaultQuery,
    headers,
    shouldPersistHeaders: false,
    onEditHeaders: (edited: string) => (headers = edited),
    subscriptionsProtocol: 'WS',
    connectionParams: () => {
      try {
        const entries = Object.entries(JSON.parse(headers) as object).map(([name, value]) => [name.toLowerCase(), value] as const);
        return { authorization: Object.fromEntries(entries)['authorization'] };
      } catch {
        return {};
      }
    },
  });
}
