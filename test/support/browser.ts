import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';
import { test } from 'vitest';

const usualPlaces = [
  '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable', '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:/Program Files/Google/Chrome/Application/chrome.exe',
];

/** The browser to test with: `CHROME_PATH`, or where one usually is; undefined where there is none. */
export const chromePath: string | undefined = [process.env['CHROME_PATH'], ...usualPlaces].find((path) => path && existsSync(path));

if (!chromePath && process.env['REQUIRE_BROWSER']) {
  throw new Error('There is no Chromium here, and REQUIRE_BROWSER allows no skip. Install one (Debian: apt-get install chromium), or name it in CHROME_PATH.');
}
if (!chromePath) {
  console.error('\n*** There is no Chromium here: the tests of the pages are SKIPPED. Install one (Debian: apt-get install chromium), or name it in CHROME_PATH. ***\n');
}

/** `test` where there is a browser, else skipped. */
export const browserTest: typeof test | typeof test.skip = chromePath ? test : test.skip;

export function launchBrowser(): Promise<Browser> {
  // As root, which containers are, Chromium has no sandbox.
  return chromium.launch({ executablePath: chromePath!, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
}
