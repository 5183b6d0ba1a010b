// The panel, the question field and its buttons.

export const boxRules = `
.box { --pad: clamp(16px, 4.5vw, 36px); container-type: inline-size; padding: var(--pad); border: 1px solid var(--rule); border-top: 4px solid var(--accent); border-radius: 0 0 var(--radius) var(--radius); background: var(--tint); }
h2 { font: 600 calc(var(--text) * 1.5)/1.2 var(--serif); letter-spacing: -.01em; text-wrap: balance; }
.intro { margin-top: 8px; color: var(--muted); font: 400 var(--small)/1.5 var(--sans); }
.label { color: var(--muted); font: 600 var(--tiny)/1.4 var(--sans); letter-spacing: .02em; }

form { font-family: var(--sans); }
.box > form { margin-top: 24px; }
.box > form > label { display: block; margin-bottom: 6px; font: 600 var(--small)/1.4 var(--sans); }
textarea { display: block; width: 100%; padding: 12px 14px; border: 1px solid var(--edge); border-radius: var(--radius); background: var(--surface); font: 400 var(--text)/1.5 var(--sans); resize: vertical; field-sizing: content; min-height: 3lh; max-height: 40vh; }
#question { min-height: calc(3lh + 26px); }
textarea::placeholder { color: var(--muted); opacity: 1; }
textarea:focus-visible { outline-offset: 0; border-color: var(--accent); border-radius: var(--radius); }
.complaint { min-height: 0; color: var(--amber-ink); font: 500 var(--small)/1.5 var(--sans); }
.complaint:not(:empty) { margin-top: 8px; }

.row { display: flex; flex-wrap: wrap; align-items: center; gap: 10px 14px; margin-top: 12px; }
button { cursor: pointer; }
.ask { min-width: 112px; min-height: 46px; padding: 0 26px; border: 1px solid var(--accent); border-radius: var(--radius); background: var(--accent); color: var(--on-accent); font: 600 var(--text)/1 var(--sans); }
.ask:hover { box-shadow: inset 0 0 0 99px rgb(0 0 0 / .14); }
.ask.stop { background: transparent; color: var(--accent); }
.ask.stop::before { content: ""; display: inline-block; width: .7em; height: .7em; margin-inline-end: .6em; background: currentColor; border-radius: 2px; }
.ask.stop:hover, .plain:hover { box-shadow: none; background: var(--accent-soft); }
.plain { min-height: 44px; padding: 0 14px; border: 1px solid transparent; border-radius: var(--radius); background: transparent; color: var(--accent); font: 600 var(--small)/1 var(--sans); text-decoration: underline; text-underline-offset: .2em; text-decoration-thickness: 1px; }
.plain.strong { border-color: var(--accent); text-decoration: none; }
.plain:disabled { opacity: .6; cursor: default; }
.hint { margin-inline-start: auto; color: var(--muted); font: 400 var(--small)/1.4 var(--sans); }
.privacy { margin-top: 16px; padding-top: 14px; border-top: 1px solid var(--rule); color: var(--muted); font: 400 var(--tiny)/1.55 var(--sans); text-wrap: pretty; }

@container (max-width: 440px) {
  .box > form .ask { flex: 1 1 100%; }
  .hint { order: -1; width: 100%; margin: 0; }
}
@media print { form, .suggestions, .feedback { display: none; } .box { border: 0; padding: 0; background: none; } }
`;
