import type { Palette } from './draw.js';

/** The wall's colours, dark. */
export const wallPalette: Palette = {
  ground: '#080d18', band: '#111a2c', rule: '#2b3b5a', ink: '#f4f7fc', soft: '#b7c5db', today: '#74b8ff',
  bars: { BASELINE: '#8fa3c4', DONE: '#4f78b8', OPEN: '#2f9e6b', CRITICAL: '#d79b1c', LATE: '#e0483d' },
  lights: { GREEN: '#41d98d', YELLOW: '#ffd24a', RED: '#ff6b61', DONE: '#b7c5db' },
};

/** The office's, and those of files, bright. */
export const paperPalette: Palette = {
  ground: '#ffffff', band: '#f3f6fb', rule: '#cfd7e4', ink: '#142033', soft: '#50607a', today: '#1a5fb4',
  bars: { BASELINE: '#9aa7bb', DONE: '#3d6fb5', OPEN: '#3fa374', CRITICAL: '#d08a00', LATE: '#c62f26' },
  lights: { GREEN: '#0e7040', YELLOW: '#8f6200', RED: '#c62f26', DONE: '#50607a' },
};
