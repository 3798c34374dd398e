/** The pages' one stylesheet: the chat view's colours, without its fonts, so that it needs no build. */
export const style = `
:root {
  color-scheme: light dark;
  --ground: light-dark(#f2f0ec, #161412);
  --raised: light-dark(#ffffff, #262320);
  --hover: light-dark(#f2f0ec, #2c2926);
  --line: light-dark(#e3dfd8, #35312d);
  --line-strong: light-dark(#8f887e, #7d756b);
  --text: light-dark(#24211d, #ece8e2);
  --soft: light-dark(#5a544c, #bdb5aa);
  --accent: light-dark(#0f6e66, #5cc4b5);
  --accent-text: light-dark(#ffffff, #0c201d);
  --accent-ground: light-dark(#e0f0ed, #1d3633);
  --accent-ink: light-dark(#0b5f58, #7fd6c9);
  --danger: light-dark(#b3261e, #f2938b);
}
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; grid-template-rows: auto 1fr; background: var(--ground); color: var(--text); font: 16px/1.5 "Instrument Sans Variable", system-ui, sans-serif; }
.strip { padding: 7px 16px; background: var(--accent-ground); color: var(--accent-ink); font-size: 13px; }
.strip strong { font-weight: 650; margin-inline-end: 8px; }
main { width: min(460px, 100% - 24px); margin: 24px auto; align-self: center; padding: 28px; border: 1px solid var(--line); border-radius: 14px; background: var(--raised); }
h1 { margin: 0 0 4px; font-size: 22px; font-weight: 650; line-height: 1.25; }
h2 { margin: 20px 0 6px; font-size: 14px; font-weight: 600; }
p { margin: 0; color: var(--soft); }
a { color: var(--accent-ink); }
ul { margin: 16px 0 0; padding: 0; list-style: none; }
.people { display: grid; gap: 6px; }
.person { display: flex; gap: 12px; align-items: center; padding: 9px 12px; border: 1px solid var(--line); border-radius: 10px; color: inherit; text-decoration: none; }
.person:hover { background: var(--hover); }
.person span { display: grid; line-height: 1.25; }
.person small { color: var(--soft); font-size: 13px; }
.avatar { display: grid; flex: none; place-items: center; width: 40px; height: 40px; border-radius: 50%; color: #fff; font-weight: 600; font-style: normal; }
.a0 { background: #7a4b2a; } .a1 { background: #0f6e66; } .a2 { background: #5b4a86; } .a3 { background: #8a3b4a; }
.a4 { background: #3f6b35; } .a5 { background: #2f5d8a; } .a6 { background: #7a5a10; } .a7 { background: #6a3d73; }
.scopes { margin-top: 4px; padding-inline-start: 20px; list-style: disc; color: var(--soft); }
select { width: 100%; min-height: 40px; padding: 6px 10px; border: 1px solid var(--line-strong); border-radius: 8px; background: var(--raised); color: inherit; font: inherit; }
fieldset { max-height: 220px; margin: 0; padding: 6px 12px; overflow: auto; border: 1px solid var(--line); border-radius: 8px; }
legend { float: left; width: 100%; padding: 0; }
fieldset label { display: flex; gap: 10px; align-items: center; min-height: 30px; font-size: 15px; }
input[type="checkbox"] { width: 18px; height: 18px; accent-color: var(--accent); }
.returns { margin-top: 16px; font-size: 13px; overflow-wrap: anywhere; }
.actions { display: flex; gap: 10px; justify-content: flex-end; margin-top: 24px; }
button { min-height: 40px; padding: 6px 18px; border: 1px solid var(--line-strong); border-radius: 8px; background: var(--raised); color: inherit; font: inherit; font-weight: 550; cursor: pointer; }
button:hover { background: var(--hover); }
button.primary { border-color: var(--accent); background: var(--accent); color: var(--accent-text); }
button.primary:hover { filter: brightness(0.93); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.problem { margin-top: 16px; color: var(--danger); }
.fault { margin-top: 12px; overflow-wrap: anywhere; }
`;
