// The look in one place. A host page themes the box with --footnote-… custom properties; sizes follow
// --footnote-font-size and not the page's rem, which some sites shrink.

const light = `
  --accent: var(--footnote-accent, #0b5a5c);
  --on-accent: var(--footnote-on-accent, #ffffff);
  --accent-soft: var(--footnote-accent-soft, #e3efed);
  --ink: var(--footnote-ink, #15211f);
  --muted: var(--footnote-muted, #51605d);
  --paper: var(--footnote-paper, #fdfcf9);
  --surface: var(--footnote-surface, #ffffff);
  --tint: var(--footnote-tint, #f3f5f1);
  --rule: var(--footnote-rule, #d8ddd8);
  --edge: var(--footnote-edge, #7d8b87);
  --mark: var(--footnote-mark, #fbeeb8);
  --amber: var(--footnote-amber, #c8860a);
  --amber-soft: var(--footnote-amber-soft, #fdf3da);
  --amber-ink: var(--footnote-amber-ink, #6a4503);
  --red: var(--footnote-red, #a8121f);
  --red-soft: var(--footnote-red-soft, #fdeeec);
`;

const dark = `
  color-scheme: dark;
  --accent: var(--footnote-accent, #74c9bf);
  --on-accent: var(--footnote-on-accent, #07201f);
  --accent-soft: var(--footnote-accent-soft, #17393a);
  --ink: var(--footnote-ink, #e7ece8);
  --muted: var(--footnote-muted, #a5b3af);
  --paper: var(--footnote-paper, #10181a);
  --surface: var(--footnote-surface, #182326);
  --tint: var(--footnote-tint, #141e21);
  --rule: var(--footnote-rule, #2c3b3d);
  --edge: var(--footnote-edge, #73837f);
  --mark: var(--footnote-mark, #4d431a);
  --amber: var(--footnote-amber, #e0a83a);
  --amber-soft: var(--footnote-amber-soft, #2d2411);
  --amber-ink: var(--footnote-amber-ink, #f4d493);
  --red: var(--footnote-red, #ff8a80);
  --red-soft: var(--footnote-red-soft, #3a1618);
`;

export const tokens = `
:host { ${light} color-scheme: light; }
@media (prefers-color-scheme: dark) { :host(:not([theme="light"])) { ${dark} } }
:host([theme="dark"]) { ${dark} }
:host {
  --serif: var(--footnote-serif, Charter, "Bitstream Charter", "Iowan Old Style", "Sitka Text", Cambria, Georgia, serif);
  --sans: var(--footnote-sans, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif);
  --text: var(--footnote-font-size, 1.0625rem);
  --small: calc(var(--text) * .86);
  --tiny: calc(var(--text) * .78);
  --radius: var(--footnote-radius, 6px);
  display: block; max-width: var(--footnote-max-width, calc(var(--text) * 46)); color: var(--ink); text-align: start; letter-spacing: normal;
  font: 400 var(--text)/1.62 var(--serif); -webkit-text-size-adjust: 100%;
}
*, ::before, ::after { box-sizing: border-box; }
[hidden] { display: none !important; }
h2, h3, h4, p, ul, ol, figure, blockquote, fieldset { margin: 0; padding: 0; border: 0; }
ul, ol { list-style: none; }
button, textarea, input { font: inherit; color: inherit; }
a { color: var(--accent); text-underline-offset: .18em; text-decoration-thickness: 1px; }
a:hover { text-decoration-thickness: 2px; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 3px; }
.icon { width: 1.3em; height: 1.3em; fill: none; stroke: currentColor; stroke-width: 1.7; stroke-linecap: round; stroke-linejoin: round; }
.hidden-words { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.imprint { color: var(--muted); font: 400 var(--small)/1.45 var(--sans); }
.badge { display: inline-block; padding: 2px 8px; border: 1px solid var(--amber); border-radius: 3px; background: var(--amber-soft); color: var(--amber-ink); font: 600 var(--tiny)/1.4 var(--sans); }
`;
