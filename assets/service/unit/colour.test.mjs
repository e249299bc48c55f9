import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import colour from '../dist/greeting/colour.js';

describe('the colour of the page', () => {
  for (const [value, background, text] of [['#0b7285', '#0b7285', '#ffffff'], ['#ABC', '#aabbcc', '#0b1220'], ['gold', '#ffd700', '#0b1220']]) {
    test(`is ${value}, with text on it that can be read`, () => {
      const scheme = colour.colourScheme(value);
      assert.deepEqual([scheme.background, scheme.text], [background, text]);
    });
  }

  for (const value of ['', 'red;background:url(x)', '#12', 'notacolour', '__proto__']) {
    test(`is a neutral one when the table says ${JSON.stringify(value)}`, () => {
      assert.equal(colour.colourScheme(value).background, '#334155');
    });
  }
});
