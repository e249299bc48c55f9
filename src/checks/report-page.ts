import type { Evidence, FactorResult, Result, RuleResult } from './factor-report';
import { PAGE_STYLE } from './report-style';

const LABELS: { [result in Result]: string } = { 'kept': 'Kept', 'broken': 'Broken', 'acknowledged': 'Acknowledged', 'not applicable': 'Not applicable' };

/** The report as a page by itself: it loads nothing and runs nothing. */
export function reportPage(factors: FactorResult[]): string {
  const rules = factors.flatMap((one) => one.rules);
  const counts = (['kept', 'broken', 'acknowledged', 'not applicable'] as Result[]).map((result) => (
    `<li class="${slug(result)}"><strong>${rules.filter((one) => one.result === result).length}</strong> ${LABELS[result].toLowerCase()}</li>`
  ));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>The twelve factors</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<header>
<h1>The twelve factors</h1>
<p>What the templates of this app show. Not applicable is what they do not have, or what only the deployment decides.</p>
<ul class="counts">${counts.join('')}</ul>
</header>
<nav aria-label="Factors"><ol>${factors.map(link).join('')}</ol></nav>
<main>
${factors.map(section).join('\n')}
</main>
</body>
</html>
`;
}

function link({ factor, name, result }: FactorResult): string {
  return `<li><a class="${slug(result)}" href="#${factor}"><b>${factor}</b> ${escape(name)} <span>${LABELS[result]}</span></a></li>`;
}

function section({ factor, name, rules }: FactorResult): string {
  return `<section id="${factor}"><h2><b>${factor}</b> ${escape(name)}</h2>${rules.map(article).join('')}</section>`;
}

function article(rule: RuleResult): string {
  const broken = rule.result === 'broken';
  const severity = broken ? ` <span class="severity">${rule.severity}</span>` : '';
  const detail = broken
    ? `<p>${escape(rule.why)}</p><p><b>To mend:</b> ${escape(rule.mend)} <a href="${escape(rule.source)}" rel="noreferrer">Source</a></p>`
    : '';
  return `<details class="${slug(rule.result)}"${broken ? ' open' : ''}>`
    + `<summary><span class="result">${LABELS[rule.result]}</span><span class="rule">${escape(rule.checks)} <code>${escape(rule.id)}</code>${severity}</span></summary>`
    + `${detail}${evidenceList(rule.evidence)}</details>`;
}

/** The broken first. */
function evidenceList(evidence: Evidence[]): string {
  const sorted = [...evidence.filter((one) => !one.kept), ...evidence.filter((one) => one.kept)];
  const items = sorted.map((one) => (
    `<li class="${one.kept ? 'kept' : one.acknowledged ? 'acknowledged' : 'broken'}"><code>${escape(one.resource)}</code> ${escape(one.evidence)} `
    + `<small>${escape(one.location)}</small>${one.acknowledged ? `<br><b>Acknowledged:</b> ${escape(one.acknowledged)}` : ''}</li>`
  ));
  return items.length > 0 ? `<ul>${items.join('')}</ul>` : '<p>Nothing in the templates to judge.</p>';
}

function slug(result: Result): string {
  return result.replace(' ', '-');
}

/** What a template says may hold anything. */
function escape(text: string): string {
  return text.replace(/[&<>"']/g, (one) => `&#${one.charCodeAt(0)};`);
}
