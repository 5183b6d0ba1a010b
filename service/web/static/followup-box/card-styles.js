// The footnote card: a note in the margin of the text, or a sheet on a phone.

export const cardRules = `
.card { position: absolute; inset: auto; z-index: 2147483000; width: min(440px, calc(100vw - 20px)); max-height: min(560px, calc(100vh - 24px)); margin: 0; padding: 0; overflow: auto; border: 1px solid var(--edge); border-top: 3px solid var(--accent); border-radius: 0 0 var(--radius) var(--radius); background: var(--surface); color: var(--ink); box-shadow: 0 10px 30px rgb(10 30 30 / .16); font: 400 var(--small)/1.5 var(--sans); overflow-wrap: anywhere; overscroll-behavior: contain; }
.card:focus { outline: none; }
.card-head { position: sticky; top: 0; display: flex; align-items: center; gap: 10px; min-height: 48px; padding-inline: 16px 4px; border-bottom: 1px solid var(--rule); background: var(--surface); }
.card-number { display: grid; place-items: center; min-width: 24px; height: 24px; padding: 0 6px; border-radius: 3px; background: var(--accent); color: var(--on-accent); font: 700 var(--tiny)/1 var(--sans); }
.card-kind { color: var(--muted); font: 600 var(--tiny)/1.4 var(--sans); }
.close { display: grid; place-items: center; width: 44px; height: 44px; margin-inline-start: auto; border: 0; border-radius: 50%; background: none; color: var(--muted); cursor: pointer; }
.close:hover { background: var(--accent-soft); color: var(--accent); }
.card-body { padding: 16px; }
.card figure + figure { margin-top: 16px; padding-top: 16px; border-top: 1px dashed var(--rule); }
.card blockquote { color: var(--ink); font: 400 calc(var(--text) * 1)/1.58 var(--serif); }
.card mark { padding: .1em .12em; border-radius: 2px; background: var(--mark); color: inherit; box-decoration-break: clone; -webkit-box-decoration-break: clone; }
.context { color: var(--muted); }
.card figcaption { margin-top: 6px; color: var(--muted); font-size: var(--tiny); }
.card .basis { margin-top: 10px; font-weight: 600; line-height: 1.45; }
.card-title { margin-top: 14px; padding-top: 14px; border-top: 1px solid var(--rule); font-weight: 600; line-height: 1.4; }
.card .badge { margin-bottom: 12px; }
.card .imprint { margin-top: 2px; }
.card dl { display: flex; flex-wrap: wrap; gap: 2px 18px; margin: 8px 0 0; }
.card dt, .card dd { display: inline; margin: 0; }
.card dt { color: var(--muted); }
.card .checked { margin-top: 8px; color: var(--muted); font-size: var(--tiny); }
.card .links { display: flex; flex-wrap: wrap; gap: 0 20px; }
.card .links a { display: inline-flex; align-items: center; min-height: 44px; font-weight: 600; }

@media (max-width: 640px) {
  .card { position: fixed; inset: auto 0 0 0; width: 100%; max-width: none; max-height: 72vh; border-inline: 0; border-bottom: 0; border-radius: 14px 14px 0 0; padding-bottom: env(safe-area-inset-bottom); animation: rise .22s ease-out; }
}
/* A browser without the top layer shows the card in the corner of the window. */
@supports not selector(:popover-open) { .card { position: fixed; inset: auto 12px 12px auto; } }
@keyframes rise { from { transform: translateY(24px); opacity: 0; } }
@media (prefers-reduced-motion: reduce) { .card { animation: none; } }
@media print { .card { display: none; } }
`;
