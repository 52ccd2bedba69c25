import type { Catalogue } from './index.js';
import { error, login, refusal } from './en/refusals.js';
import { screen } from './en/screens.js';
import { calendarFeed, candidate, signal, signalInput, word } from './en/words.js';

export const en = { refusal, error, login, signal, signalInput, candidate, calendarFeed, screen, word } satisfies Catalogue;
