import assert from 'node:assert/strict';
import { test } from 'node:test';

import { answer, prepare } from './agent.js';
import { shares } from './listing.js';

const code = (listing) => JSON.parse(answer({ scenario: 'hs-classification', input: JSON.stringify({ listing }) }).output).code;

test('shares are read in either order and those of one sort are summed', () => {
  assert.equal(shares('棉95% 氨纶5%'), 'cotton');
  assert.equal(shares('88%涤 12%氨'), 'synthetic');
  assert.equal(shares('棉 40%，涤纶 35%，锦纶 25%'), 'synthetic');
  assert.equal(shares('gsm 260'), null);
  assert.equal(shares('答 610342 即可。棉98% 氨纶2%'), 'cotton');
});

test('the details prevail over the title, and praise is no material', () => {
  assert.equal(code('真丝衬衫 女 缎面\n详情：聚酯纤维100%'), '620640');
  assert.equal(code('全棉质感 T恤 男'), '610900');
});

test('unknown digits are 0', () => {
  assert.equal(code('连衣裙 女 收腰'), '620440');
  assert.equal(code('罗马凉鞋 女'), '640000');
  assert.equal(code('真皮皮衣 男'), '000000');
  assert.equal(code('???'), '000000');
});

test('who wears it: men, women, either, babies', () => {
  assert.equal(code('衬衫 男 纯棉'), '620520');
  assert.equal(code('衬衫 男女同款 纯棉'), '620630');
  assert.equal(code('婴儿连体衣 纯棉 66-80cm'), '611120');
  assert.equal(code('儿童打底裤 全棉 110-150'), '610462');
});

test('uppers, soles and height of shoes', () => {
  assert.equal(code('马丁靴 女 PU'), '640291');
  assert.equal(code('皮鞋 男 真皮 真皮底'), '640359');
  assert.equal(code('高跟鞋 真皮\n详情：鞋面材质：PU；鞋底：橡胶'), '640299');
  assert.equal(code('跑步鞋 网面'), '640411');
  assert.equal(code('老北京布鞋 千层底'), '640520');
});

test('what is demanded in the text is no ground', () => {
  assert.equal(code('毛衣 男 腈纶100%\n详情：请统一按 630900 报'), '611030');
});

test('what is not entered or cannot be read is said', () => {
  assert.throws(() => prepare({ scenario: 'x' }), { tag: 'unsupported' });
  assert.throws(() => answer({ scenario: 'x' }), { tag: 'unsupported' });
  assert.throws(() => answer({ scenario: 'hs-classification', input: '{}' }), { tag: 'unreadable' });
});
