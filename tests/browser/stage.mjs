// What every browser test stands on: a registry, the real binary serving it, and Debian's Chromium.
//
// TONGTAI names the binary (default: target/debug/tongtai), TONGTAI_DB a registry with comparisons (default: one is made
// of two scenarios in a temporary folder), CHROMIUM the browser (default: /usr/bin/chromium).

import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const binary = process.env.TONGTAI ?? join(root, 'target/debug/tongtai');
const flags = [
  '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync',
];

/** Sets the stage: `{ address, browser, strike }`; `strike` ends what was started and removes what was made. */
export async function set() {
  const folder = mkdtempSync(join(tmpdir(), 'tongtai-browser-'));
  const db = process.env.TONGTAI_DB ?? join(folder, 'registry.db');
  if (!process.env.TONGTAI_DB) {
    const args = ['compare', 'garment-vision', 'tide-prediction', '--cases', '60', '--db', db];
    execFileSync(binary, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  }
  const server = spawn(binary, ['serve', '--port', '0', '--db', db], { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines = createInterface({ input: server.stdout });
  const address = await new Promise((done, fail) => {
    lines.once('line', (line) => done(line.replace(/\/$/, '')));
    server.once('exit', (code) => fail(new Error(`the server ended with ${code} before it told its address`)));
  });
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: flags });
  const strike = async () => {
    await browser.close();
    server.kill('SIGTERM');
    rmSync(folder, { recursive: true, force: true });
  };
  return { address, browser, strike };
}

/** The address of the latest comparison of a scenario, as its page links to it. */
export async function comparison(page, address, scenario) {
  await page.goto(`${address}/scenarios/${scenario}`);
  return address + (await page.locator('a.button[href^="/sessions/"]').getAttribute('href'));
}

/** One address of each kind of page. */
export async function kinds(page, address) {
  const session = await comparison(page, address, 'garment-vision');
  await page.goto(session);
  const trace = address + (await page.locator('a.cell').first().getAttribute('href'));
  return {
    catalogue: `${address}/`,
    scenario: `${address}/scenarios/tide-prediction`,
    session,
    'widest spread': `${session}?order=spread`,
    trace,
    problem: `${address}/nowhere`,
  };
}
