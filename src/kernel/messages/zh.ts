import { error, login, refusal } from './zh/refusals.js';
import { screen } from './zh/screens.js';
import { calendarFeed, candidate, signal, signalInput, word } from './zh/words.js';

/** 中文 is the first language; en.ts says the same in English. */
export const zh = { refusal, error, login, signal, signalInput, candidate, calendarFeed, screen, word };
