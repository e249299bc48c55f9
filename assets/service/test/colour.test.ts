import { colourScheme } from '../src/greeting/colour';

test.each([
  ['#0b7285', '#0b7285', '#ffffff'],
  ['#ABC', '#aabbcc', '#0b1220'],
  [' RebeccaPurple ', '#663399', '#ffffff'],
  ['gold', '#ffd700', '#0b1220'],
  ['black', '#000000', '#ffffff'],
])('%j is a colour, with readable text on it', (value, background, text) => {
  expect(colourScheme(value)).toMatchObject({ background, text });
});

test.each(['', 'red;background:url(x)', '#12', '#12345g', '#ffffff}', 'rgb(1,2,3)', 'var(--x)', 'notacolour', '__proto__', 'constructor', 'red\n}'])(
  '%j is none, and a neutral one takes its place', (value) => {
    expect(colourScheme(value)).toMatchObject({ background: '#334155', text: '#ffffff' });
  });
