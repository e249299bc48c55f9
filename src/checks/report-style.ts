/** How the report's page looks, in a light and in a dark surrounding, on a desk and on a phone. */
export const PAGE_STYLE = `
:root { --ground: #fff; --text: #1d2329; --quiet: #59636e; --line: #d8dee4; --kept: #1a7f37; --broken: #b3261e; --known: #8a5a00; --tint: #f4f6f8; }
@media (prefers-color-scheme: dark) {
  :root { --ground: #14181c; --text: #e4e8ec; --quiet: #9aa5b1; --line: #333b44; --kept: #4cc26b; --broken: #ff8a80; --known: #e0a94a; --tint: #1d2329; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 68rem; padding: 2rem 1.25rem 4rem; background: var(--ground); color: var(--text); font: 1rem/1.5 system-ui, sans-serif; }
h1 { margin: 0; font-size: 1.75rem; line-height: 1.2; }
header p { margin: .5rem 0 1rem; color: var(--quiet); max-width: 44rem; }
h2 { margin: 2.5rem 0 .5rem; font-size: 1.2rem; }
h2 b, nav b { display: inline-block; min-width: 2.9rem; color: var(--quiet); font-weight: 500; }
ul, ol { list-style: none; margin: 0; padding: 0; }
.counts { display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; }
.counts strong { font-size: 1.5rem; font-variant-numeric: tabular-nums; }
nav ol { display: grid; grid-template-columns: repeat(auto-fill, minmax(17rem, 1fr)); gap: .4rem; margin-top: 1.5rem; }
nav a { display: flex; align-items: baseline; padding: .45rem .7rem; border: 1px solid var(--line); border-left: 4px solid; border-radius: 4px; color: var(--text); text-decoration: none; }
nav a span { margin-left: auto; padding-left: .5rem; font-size: .8rem; }
nav a:hover, summary:hover { background: var(--tint); }
nav a.kept { border-left-color: var(--kept); } nav a.broken { border-left-color: var(--broken); } nav a.acknowledged { border-left-color: var(--known); } nav a.not-applicable { border-left-color: var(--line); }
.kept > strong, .kept > span:last-child:not(.rule), .kept .result { color: var(--kept); }
.broken > strong, .broken > span:last-child:not(.rule), .broken .result { color: var(--broken); }
.acknowledged > strong, .acknowledged > span:last-child:not(.rule), .acknowledged .result { color: var(--known); }
.not-applicable .result, nav .not-applicable span, small { color: var(--quiet); }
details { border-top: 1px solid var(--line); }
summary { display: flex; gap: .25rem .75rem; padding: .5rem .25rem; cursor: pointer; }
summary::-webkit-details-marker { display: none; }
.result { flex: 0 0 7.5rem; font-weight: 600; font-size: .9rem; }
summary code { white-space: nowrap; }
.severity { color: var(--broken); font-size: .85rem; }
code { font: .85em ui-monospace, monospace; color: var(--quiet); overflow-wrap: anywhere; }
details > p, details > ul { margin: .25rem .25rem .6rem 8.5rem; }
details li { padding: .15rem 0 .15rem .75rem; border-left: 3px solid var(--line); overflow-wrap: anywhere; }
details li.broken { border-left-color: var(--broken); } details li.acknowledged { border-left-color: var(--known); } details li.kept { border-left-color: var(--kept); }
a { color: inherit; } a:focus-visible, summary:focus-visible { outline: 2px solid; outline-offset: 2px; }
@media (max-width: 40rem) {
  summary { flex-direction: column; } .result { flex: none; } details > p, details > ul { margin-left: .25rem; }
}
`;
