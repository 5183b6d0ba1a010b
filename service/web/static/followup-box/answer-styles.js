// A turn: the question, the sentences with their numbers, and what follows them.

export const answerRules = `
.turn { --turn: 28px; margin-top: 28px; padding: var(--turn); border: 1px solid var(--rule); border-radius: var(--radius); background: var(--surface); scroll-margin-top: 16px; overflow-wrap: anywhere; }
.asked h3 { margin-top: 2px; font: 600 calc(var(--text) * 1.16)/1.35 var(--serif); outline-offset: 4px; }
.understood { margin-top: 6px; color: var(--muted); font: 400 var(--small)/1.5 var(--sans); }
/* The newest answer has the height of the window, so that nothing that one sees is pushed down while it grows. */
@media screen { .turn[data-live]:last-child { min-height: calc(100vh - 32px); } }
.body:not(:empty) { margin-top: 16px; padding-top: 18px; border-top: 1px solid var(--rule); }
.lead:not(:empty) { display: grid; gap: 12px; margin-top: 14px; }
.lead:not(:empty) + .body:not(:empty) { padding-top: 0; border: 0; }
.summary { font-size: calc(var(--text) * 1.08); line-height: 1.6; }
.body > section { margin-top: 20px; }
h4 { font: 600 calc(var(--text) * 1)/1.35 var(--sans); }
.body ul { margin-top: 6px; }
.body li { position: relative; padding-inline-start: 20px; margin-top: 8px; }
.body li::before { content: ""; position: absolute; inset-inline-start: 2px; top: .68em; width: 6px; height: 6px; border-radius: 1px; background: var(--accent); }
[data-state="streaming"] .statement { animation: arrive .35s ease-out; }
@keyframes arrive { from { opacity: 0; } }

.notes { position: relative; top: -.42em; margin-inline-start: .18em; font: 600 .72em/1 var(--sans); vertical-align: baseline; }
.tied { white-space: nowrap; }
.footnote { position: relative; display: inline; margin: 0 .1em; padding: .14em .36em; border: 0; border-radius: 3px; background: var(--accent-soft); color: var(--accent); font: inherit; font-variant-numeric: tabular-nums; }
.footnote::after { content: ""; position: absolute; inset: -4px -2px; }
.footnote:hover, .footnote[aria-expanded="true"] { background: var(--accent); color: var(--on-accent); }
@media (pointer: coarse) { .notes { font-size: .8em; } .footnote { padding: .24em .52em; margin: 0 .16em; } .footnote::after { inset: -13px -6px; } }

.progress { display: flex; align-items: center; gap: 10px; min-height: 1.5em; margin-top: 10px; color: var(--muted); font: 400 var(--small)/1.5 var(--sans); }
[data-state="streaming"] .progress::before { content: ""; flex: none; width: 20px; height: 4px; border-radius: 2px; background: linear-gradient(var(--accent) 0 0) no-repeat 0 0 / 9px 100% var(--rule); animation: read 1.1s ease-in-out infinite alternate; }
@keyframes read { to { background-position: 100% 0; } }
@media (prefers-reduced-motion: reduce) { [data-state="streaming"] .progress::before, [data-state="streaming"] .statement { animation: none; } }

.opening { padding: 10px 14px; border-inline-start: 3px solid var(--amber); background: var(--amber-soft); font: 400 var(--small)/1.5 var(--sans); }
.calm { font-size: var(--text); }
.calm p + p { margin-top: 8px; }
.verdict { font: 600 var(--text)/1.4 var(--sans); }
.after > * { margin-top: 18px; }
.notices li { padding: 10px 14px; border-inline-start: 3px solid var(--edge); background: var(--tint); font: 400 var(--small)/1.5 var(--sans); }
.notices li + li { margin-top: 6px; }
.finding { padding: 14px 16px; border-inline-start: 3px solid var(--edge); background: var(--tint); font-size: calc(var(--text) * .95); }
.finding h4 { font-size: var(--small); }
.finding li { margin-top: 6px; }
.finding.conflicts { border-color: var(--amber); background: var(--amber-soft); }
.finding .imprint { display: block; margin-top: 2px; }
.finding .note { margin: 8px 0 0; }
.finding.nearest li + li { margin-top: 14px; }

.fold { border-top: 1px solid var(--rule); padding-top: 6px; }
.fold summary { display: flex; align-items: center; min-height: 44px; color: var(--ink); font: 600 var(--small)/1.4 var(--sans); cursor: pointer; list-style: none; }
.fold summary::-webkit-details-marker { display: none; }
.fold summary::after { content: ""; width: 8px; height: 8px; margin-inline-start: 10px; border: solid var(--muted); border-width: 0 2px 2px 0; transform: translateY(-2px) rotate(45deg); }
.fold[open] summary::after { transform: translateY(2px) rotate(-135deg); }

.glossary h4 { font-size: var(--small); }
.glossary dl { margin: 0; font: 400 var(--small)/1.5 var(--sans); }
.glossary dl > div { padding: 8px 0; border-top: 1px solid var(--rule); }
.glossary h4 + dl { margin-top: 8px; }
.glossary dt { font-weight: 600; }
.glossary dd { margin: 0; }
.profile { color: var(--muted); font: 400 var(--small)/1.5 var(--sans); }
.profile + .sources { margin-top: 10px; }

.sources { --press: 3px; }
.sources ol { counter-reset: none; }
.sources li { display: grid; grid-template-columns: 2.1em 1fr; padding: 8px 0; border-top: 1px solid var(--rule); font: 400 var(--small)/1.45 var(--sans); }
.sources li > * { grid-column: 2; justify-self: start; }
.sources li::before { grid-row: 1; color: var(--accent); font-weight: 600; font-variant-numeric: tabular-nums; padding: var(--press) 0; content: attr(value); }
.source-title { padding: var(--press) 0; line-height: inherit; border: 0; background: none; color: var(--ink); font-weight: 600; text-align: start; text-decoration: underline transparent; text-underline-offset: .2em; }
.source-title:hover { text-decoration-color: var(--accent); }
.sources .badge { margin-top: 4px; }
@media (pointer: coarse) { .sources { --press: 11px; } .sources li { padding-top: 2px; } }

.disclaimer { padding-top: 16px; border-top: 1px solid var(--rule); color: var(--muted); font: 400 var(--small)/1.55 var(--sans); }
.provenance { margin-top: 8px; color: var(--muted); font: 400 var(--tiny)/1.5 var(--sans); }
.copying .row { gap: 0 4px; margin: 0 -14px; }
.copy-status:not(:empty) { color: var(--muted); font: 400 var(--small)/1.5 var(--sans); }
.by-hand { margin-top: 8px; font-size: var(--small); }
.after > .feedback { margin-top: 4px; }
.feedback { font: 400 var(--small)/1.5 var(--sans); }
.thumbs { display: flex; align-items: center; gap: 6px; color: var(--muted); }
.thumbs span { margin-inline-end: 6px; }
.thumb { display: grid; place-items: center; width: 44px; height: 44px; border: 1px solid transparent; border-radius: 50%; background: none; color: var(--muted); font-size: 15px; }
.thumb:hover { background: var(--accent-soft); color: var(--accent); }
.thumb.down .icon { transform: rotate(180deg); }
.thumb[aria-pressed="true"] { border-color: var(--accent); background: var(--accent-soft); color: var(--accent); }
.thumb[aria-pressed="true"] .icon { fill: currentColor; fill-opacity: .25; }
.feedback-status:not(:empty) { margin-top: 6px; color: var(--muted); }
.reasons { margin-top: 10px; padding: 16px; border: 1px solid var(--rule); border-radius: var(--radius); background: var(--tint); }
.reasons legend { padding: 0; font-weight: 600; }
.chips { display: flex; flex-wrap: wrap; gap: 8px; margin: 10px 0 14px; }
.chip { display: inline-flex; align-items: center; gap: 8px; min-height: 44px; padding: 6px 14px; border: 1px solid var(--edge); border-radius: 22px; background: var(--surface); cursor: pointer; }
.chip input { flex: none; width: 18px; height: 18px; margin: 0; accent-color: var(--accent); }
.chip:has(:checked) { border-color: var(--accent); background: var(--accent-soft); }
.reasons textarea { min-height: 4.2em; font-size: var(--small); }

.turn:not(:last-child) .suggestions { display: none; }
.suggestions { display: grid; gap: 8px; justify-items: start; padding-top: 16px; border-top: 1px solid var(--rule); }
.suggestion { min-height: 44px; padding: 9px 16px; border: 1px solid var(--edge); border-radius: 22px; background: transparent; color: var(--accent); font: 500 var(--small)/1.4 var(--sans); text-align: start; }
.suggestion:hover { border-color: var(--accent); background: var(--accent-soft); }

.failure { padding: 16px 18px; border-inline-start: 3px solid var(--amber); background: var(--amber-soft); font: 400 var(--small)/1.55 var(--sans); }
.failure.stopped { border-color: var(--edge); background: var(--tint); }
.failure-title { font-weight: 600; font-size: var(--text); }
.failure .plain { margin-top: 12px; }

.recalled { margin-top: 16px; padding: 14px 16px; border: 2px solid var(--amber); background: var(--amber-soft); color: var(--amber-ink); font: 400 var(--small)/1.5 var(--sans); }
.recalled-title { display: flex; align-items: center; gap: 10px; font-weight: 700; font-size: var(--text); }
.recalled li, .recalled .asked-again { margin-top: 6px; }
.recalled .plain { margin-top: 10px; }
.reviewed { margin-top: 16px; padding: 10px 14px; border-inline-start: 3px solid var(--accent); background: var(--accent-soft); font: 400 var(--small)/1.5 var(--sans); }

.urgent { margin: calc(-1 * var(--turn)) calc(-1 * var(--turn)) 24px; padding: clamp(18px, 4.5vw, 28px); border: 3px solid var(--red); border-radius: var(--radius) var(--radius) 0 0; background: var(--red-soft); }
.urgent-title { display: flex; align-items: center; gap: 12px; color: var(--red); font: 700 calc(var(--text) * 1.35)/1.25 var(--sans); }
.urgent-title .icon { flex: none; stroke-width: 2.2; }
.urgent > p { margin-top: 16px; font: 400 var(--text)/1.5 var(--sans); }
.urgent h4 { margin-top: 18px; }
.steps { margin-top: 14px; counter-reset: step; font: 400 var(--text)/1.5 var(--sans); }
.steps li { position: relative; margin-top: 10px; padding-inline-start: 38px; }
.steps li::before { position: absolute; inset-inline-start: 8px; top: .5em; width: 8px; height: 8px; border-radius: 50%; background: var(--red); content: ""; }
ol.steps { font-size: calc(var(--text) * 1.12); font-weight: 600; }
ol.steps li { counter-increment: step; }
ol.steps li::before { inset-inline-start: 0; top: 0; display: grid; place-items: center; width: 26px; height: 26px; border-radius: 50%; background: var(--red); color: var(--red-soft); content: counter(step); font: 700 var(--small)/1 var(--sans); }
[data-outcome="urgent"] { border-color: var(--red); }

/* Where the box is narrow, a turn takes its whole width: three frames would leave no room for text. */
@container (max-width: 560px) {
  .turn { --turn: var(--pad); margin-inline: calc(-1 * var(--pad)); border-inline: 0; border-radius: 0; }
  .urgent { border-radius: 0; }
}
`;
