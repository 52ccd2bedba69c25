/** Every field of the document, as it must arrive. */
const entityFields = ['id', 'number', 'title', 'status', 'level', 'dueOn'] as const;
const entityReferences = ['project', 'leadUnit'] as const;

type Fields = Readonly<Record<string, unknown>>;

interface Message {
  readonly type: string;
  readonly payload: {
    readonly errors?: unknown;
    readonly data: { readonly changes?: { readonly changes: readonly { readonly entity: Fields }[] }; readonly meetingScreen?: { readonly meeting: Fields } };
  };
}

/** Reads a message as a client would; throws where it isn't the answer that the document asks for. */
export function sample(data: Buffer): void {
  const { type, payload } = JSON.parse(String(data)) as Message;
  const wrong = (what: string): never => {
    throw new Error(`${what} in a message that was looked into: ${String(data).slice(0, 2_000)}`);
  };
  if (type !== 'next' || payload.errors !== undefined) wrong('an error');
  const { changes, meetingScreen } = payload.data;
  for (const { entity } of changes?.changes ?? []) {
    if (typeof entity['id'] !== 'string') wrong('no id');
    if (entity['__typename'] !== 'Issue') continue;
    for (const field of entityFields) if (typeof entity[field] !== 'string') wrong(`no ${field}`);
    for (const field of entityReferences) {
      const { id, name } = entity[field] as Fields;
      if (typeof id !== 'string' || typeof name !== 'string') wrong(`no ${field}`);
    }
  }
  if (meetingScreen) {
    const { title, agenda } = meetingScreen.meeting;
    if (typeof title !== 'string' || !Array.isArray(agenda) || agenda.length === 0) wrong('no agenda');
  }
  if (!changes && !meetingScreen) wrong('neither changes nor a board');
}
