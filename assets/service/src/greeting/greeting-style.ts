import { ColourScheme } from './colour';

/** The page's whole style sheet. The colours have passed the colour grammar. */
export function greetingStyle({ background, text, shade }: ColourScheme): string {
  return `
:root{--background:${background};--text:${text};--shade:${shade};--line:color-mix(in srgb,var(--text) 24%,transparent)}
*{box-sizing:border-box;margin:0}
html{background:var(--background);color:var(--text);font:clamp(1rem,.9rem + .4vw,1.25rem)/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
body{min-height:100vh;min-height:100svh;display:grid;grid-template-rows:auto 1fr auto;padding:clamp(1.5rem,5vw,4rem);
position:relative;overflow:hidden;
background:radial-gradient(120vmax 100vmax at 100% 0,transparent 30%,color-mix(in srgb,var(--shade) 30%,transparent))}
svg{position:absolute;z-index:-1;top:0;right:0;width:min(56rem,115vw,100vh);fill:none;stroke:var(--text);stroke-width:.18;
-webkit-mask:radial-gradient(circle at 100% 0,#0009,transparent 72%);mask:radial-gradient(circle at 100% 0,#0009,transparent 72%)}
header{font-weight:650;letter-spacing:.01em;font-size:1.125rem}
main{align-self:center;padding:clamp(3rem,10vh,7rem) 0;min-width:0}
h1{margin-left:-.06em;font-size:clamp(3rem,11vw,8.5rem);font-weight:300;line-height:1;letter-spacing:-.045em;text-wrap:balance;overflow-wrap:anywhere}
strong{font-weight:750}
main p{margin-top:clamp(1.25rem,4vh,2.5rem);font-size:clamp(1.15rem,2.2vw,1.75rem);max-width:34em;line-height:1.35;overflow-wrap:anywhere}
b{font-weight:650}
footer{display:flex;flex-wrap:wrap;justify-content:space-between;align-items:end;gap:1.25rem 3rem;padding-top:1.5rem;border-top:1px solid var(--line);
font-size:.875rem}
dl{display:flex;flex-wrap:wrap;gap:1rem 3rem;min-width:0}
dd{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-weight:600;overflow-wrap:anywhere}
ol{display:flex;flex-wrap:wrap;gap:.25rem clamp(.5em,2vw,1.1em);padding:0;list-style:none;font-size:.75rem;font-weight:600;letter-spacing:.06em}
abbr{text-decoration:none;cursor:help}
`;
}
