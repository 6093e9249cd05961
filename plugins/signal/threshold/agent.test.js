import assert from 'node:assert/strict';
import { test } from 'node:test';

import { named } from './rhythm.js';

test('intervals name the rhythm', () => {
  assert.equal(named([0.8, 0.8, 0.8]), 'sinus');
  assert.equal(named([1.2, 1.2, 1.2]), 'sinus-bradycardia');
  assert.equal(named([0.8, 0.8, 1.6, 0.8]), 'second-degree-block');
  assert.equal(named([0.8, 0.5, 1.1, 0.8, 0.8, 0.8]), 'premature-ventricular');
});
