import { existsSync } from 'node:fs';
import { defineConfig, devices } from '@playwright/test';

const DEBIAN_CHROMIUM = '/usr/bin/chromium';

/** Where neither is there, Playwright takes the browser that it has installed itself. */
const executablePath =
  process.env.CHROMIUM_PATH ?? (existsSync(DEBIAN_CHROMIUM) ? DEBIAN_CHROMIUM : undefined);

/** What is no test: the documentation's pictures, and measurements. */
const asked = [
  ...(process.env.PICTURES ? [/@pictures/] : []),
  ...(process.env.MEASURE ? [/@measure/] : []),
];

/** The admin pages as a person uses them, on real Strapi sites. */
export default defineConfig({
  testDir: 'e2e/browser',
  testMatch: '*.spec.ts',
  globalSetup: './e2e/browser/global-setup.ts',
  // A folder of its own: Playwright empties it, and other reports lie beside it, also those of another host.
  outputDir: `test-results/browser-${process.env.LIFEBOAT_HOST ?? 'strapi5'}`,
  reporter: 'list',
  workers: 2,
  // A browser on a busy machine; what needed a second try is listed as flaky.
  retries: process.env.CI ? 1 : 0,
  timeout: 180_000,
  expect: { timeout: 20_000 },
  ...(asked.length > 0 ? { grep: asked } : { grepInvert: [/@pictures/, /@measure/] }),
  use: {
    ...devices['Desktop Chrome'],
    viewport: { width: 1280, height: 800 },
    locale: 'en-GB',
    timezoneId: 'Europe/Paris',
    // Recording takes as much of the machine as the page itself.
    trace: 'on-first-retry',
    actionTimeout: 20_000,
    navigationTimeout: 60_000,
    launchOptions: {
      executablePath,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
