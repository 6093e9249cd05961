// The pages in a real browser: by keyboard, without scripts, on a narrow screen, for those who hear them.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { comparison, kinds, set } from './stage.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const wide = { width: 1440, height: 900 };
const narrow = { width: 390, height: 844 };

let stage;
before(async () => { stage = await set(); }, { timeout: 600_000 });
after(async () => { await stage?.strike(); });

/** Runs work on a page of its own. */
async function on(options, work) {
  const context = await stage.browser.newContext({ viewport: wide, ...options });
  try {
    await work(await context.newPage(), context);
  } finally {
    await context.close();
  }
}

/** Presses Tab until the element has the focus, and says in how many presses. */
async function tabTo(page, selector, most = 150) {
  for (let presses = 1; presses <= most; presses += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return presses;
  }
  throw new Error(`${selector} is not reached by ${most} presses of Tab`);
}

test('from the catalogue to a trace and the next case by keyboard alone', () => on({}, async (page) => {
  await page.goto(`${stage.address}/`);
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.className), 'skip', 'the skip link comes first');
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'main');

  await tabTo(page, 'a[href="/scenarios/garment-vision"]');
  const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineWidth);
  assert.ok(parseFloat(outline) >= 2, `the focus is seen: ${outline}`);
  await Promise.all([page.waitForURL('**/scenarios/garment-vision'), page.keyboard.press('Enter')]);
  await tabTo(page, 'a.button[href^="/sessions/"]');
  await Promise.all([page.waitForURL('**/sessions/*'), page.keyboard.press('Enter')]);
  await tabTo(page, 'a.cell');
  await Promise.all([page.waitForURL('**/cases/**'), page.keyboard.press('Enter')]);
  const first = page.url();
  await tabTo(page, 'a[rel="next"]');
  await Promise.all([page.waitForURL((url) => url.href !== first), page.keyboard.press('Enter')]);
  assert.match(page.url(), /\/cases\/\d+\/\d+$/);
}));

test('a focused cell is never under the frozen parts', () => on({ viewport: narrow }, async (page) => {
  await page.goto(await comparison(page, stage.address, 'tide-prediction'));
  for (const cell of [0, 1, 2, 7]) {
    await page.locator('a.cell').nth(cell).focus();
    const [left, top, frozen, head] = await page.evaluate(() => {
      const focused = document.activeElement.getBoundingClientRect();
      const corner = document.querySelector('.matrix thead .frozen').getBoundingClientRect();
      return [focused.left, focused.top, corner.right, corner.bottom];
    });
    assert.ok(left >= frozen - 2 && top >= head - 2, `cell ${cell}: ${left} under ${frozen}, ${top} under ${head}`);
  }
}));

test('the language is changed, kept, and changed back', () => on({ locale: 'en-GB' }, async (page) => {
  await page.goto(`${stage.address}/scenarios/garment-vision`);
  const language = () => page.evaluate(() => document.documentElement.lang);
  assert.equal(await language(), 'zh-CN', "the browser's own setting does not matter");
  await page.getByRole('link', { name: 'English' }).click();
  assert.equal(await language(), 'en');
  await page.goto(`${stage.address}/`);
  assert.equal(await language(), 'en', 'it is remembered');
  const chinese = await page.evaluate(() => [...document.querySelectorAll('main *')]
    .filter((element) => element.childElementCount === 0 && /[\u4e00-\u9fff]/u.test(element.textContent))
    .map((element) => element.textContent.trim()));
  assert.ok(chinese.length < 12, `little stays Chinese but names: ${chinese.join(' | ')}`);
  await page.getByRole('link', { name: '中文' }).click();
  assert.equal(await language(), 'zh-CN');
}));

for (const [name, viewport] of Object.entries({ wide: { width: 900, height: 600 }, narrow })) {
  test(`the case column and the header stay while the table is scrolled (${name})`, () => on({ viewport }, async (page) => {
    await page.goto(await comparison(page, stage.address, 'garment-vision'));
    const table = page.locator('.matrix');
    await table.scrollIntoViewIfNeeded();
    const boxes = () => page.evaluate(() => {
      const box = (selector) => {
        const { left, top } = document.querySelector(selector).getBoundingClientRect();
        return { left, top };
      };
      return {
        table: box('.matrix'),
        corner: box('.matrix thead .frozen'),
        head: box('.matrix thead th:last-child'),
        last: box('.matrix tbody tr:nth-child(8) .frozen'),
        cell: box('.matrix tbody tr:nth-child(8) td:last-child'),
      };
    });
    const before = await boxes();
    const moved = await table.evaluate((element) => {
      element.scrollBy(120, 300);
      return [element.scrollLeft, element.scrollTop];
    });
    const after = await boxes();
    assert.ok(moved[1] >= 200, `it scrolls down: ${moved}`);
    if (name === 'narrow') assert.ok(moved[0] >= 60, `it scrolls across: ${moved}`);
    const close = (a, b, what) => assert.ok(Math.abs(a - b) < 1.5, `${what}: ${a} and ${b}`);
    close(after.cell.left, before.cell.left - moved[0], 'a cell moves across');
    close(after.cell.top, before.cell.top - moved[1], 'a cell moves down');
    close(after.last.left, before.last.left, 'the case column stays across');
    close(after.last.top, before.last.top - moved[1], 'the case column moves down');
    close(after.head.top, before.head.top, 'the header stays down');
    close(after.head.left, before.head.left - moved[0], 'the header moves across');
    close(after.corner.left, before.corner.left, 'the corner stays across');
    close(after.corner.top, before.corner.top, 'the corner stays down');
    const covered = await page.evaluate(() => {
      const corner = document.querySelector('.matrix thead .frozen');
      const { left, top } = corner.getBoundingClientRect();
      return corner.contains(document.elementFromPoint(left + 20, top + 10));
    });
    assert.ok(covered, 'the corner lies above everything else');
  }));
}

test('everything works with scripts switched off', () => on({ javaScriptEnabled: false }, async (page) => {
  await page.goto(await comparison(page, stage.address, 'garment-vision'));
  await page.getByRole('link', { name: '隐藏案例', exact: true }).click();
  await page.waitForURL('**filter=hidden**');
  assert.equal(await page.locator('.mark.secret').count(), await page.locator('.matrix tbody tr').count());
  await page.locator('a.cell').first().click();
  await page.getByText('隐藏案例·仅限本机查看').waitFor();
  await page.locator('summary').last().click();
  await page.locator('.digests').waitFor({ state: 'visible' });
}));

test('no page is wider than a narrow screen', () => on({ viewport: narrow }, async (page) => {
  for (const language of ['zh', 'en']) {
    await page.goto(`${stage.address}/?lang=${language}`);
    for (const [kind, address] of Object.entries(await kinds(page, stage.address))) {
      await page.goto(address);
      await page.evaluate(() => document.querySelectorAll('details').forEach((details) => { details.open = true; }));
      const [page_, screen] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
      assert.ok(page_ <= screen, `${kind} in ${language}: ${page_} on ${screen}`);
    }
  }
}));

test('axe finds nothing wrong, at either width and in either language', { timeout: 300_000 }, async () => {
  for (const viewport of [wide, narrow]) {
    // The policy of the pages allows no script; axe is one, and only the test lets it in.
    await on({ viewport, bypassCSP: true }, async (page) => {
      for (const language of ['zh', 'en']) {
        await page.goto(`${stage.address}/?lang=${language}`);
        for (const [kind, address] of Object.entries(await kinds(page, stage.address))) {
          await page.goto(address);
          await page.addScriptTag({ content: axe });
          const { violations } = await page.evaluate(() => {
            document.querySelectorAll('details').forEach((details) => { details.open = true; });
            return globalThis.axe.run();
          });
          const told = violations.map((one) => `${one.id}: ${one.nodes.slice(0, 5).map((node) => node.html.slice(0, 160)).join('\n  ')}`);
          assert.deepEqual(told, [], `${kind} in ${language} at ${viewport.width}`);
        }
      }
    });
  }
});

test('nothing is asked of another machine, and the policy refuses nothing of ours', () => on({}, async (page) => {
  const faults = [];
  page.on('console', (message) => { if (message.type() === 'error') faults.push(message.text()); });
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(stage.address) && !url.startsWith('data:')) faults.push(url);
  });
  const all = Object.entries(await kinds(page, stage.address)).filter(([kind]) => kind !== 'problem');
  for (const [, address] of all) await page.goto(address);
  assert.deepEqual(faults, []);
}));

test('a printed table is whole', () => on({}, async (page) => {
  await page.goto(await comparison(page, stage.address, 'garment-vision'));
  await page.emulateMedia({ media: 'print' });
  const cut = await page.locator('.matrix').evaluate((element) => element.scrollHeight - element.clientHeight);
  assert.ok(cut <= 1, `${cut} pixels are cut off`);
}));
