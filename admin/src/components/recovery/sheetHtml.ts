/** What a recovery sheet says, in the language of the admin. */
export interface Sheet {
  lang: string;
  dir: 'ltr' | 'rtl';
  title: string;
  intro: string;
  keyLabel: string;
  key: string;
  /** Without a value there is a line to write it on. */
  facts: Array<[name: string, value: string | null]>;
  parts: Array<{ title: string; steps: string[]; command?: string }>;
  warning: string;
}

/** A whole page that needs nothing else: it can be read and printed years later, offline. */
export function sheetHtml(sheet: Sheet): string {
  const { lang, dir, title, intro, keyLabel, key, facts, parts, warning } = sheet;
  return `<!doctype html>
<html lang="${escape(lang)}" dir="${dir}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escape(title)}</title>
<style>
${STYLE}
</style>
</head>
<body>
<main>
<h1>${escape(title)}</h1>
<p>${escape(intro)}</p>
<section class="key" aria-labelledby="key">
<h2 id="key">${escape(keyLabel)}</h2>
<p class="value"><bdi dir="ltr">${escape(key)}</bdi></p>
</section>
<dl>
${facts.map(([name, value]) => `<dt>${escape(name)}</dt>\n${definition(value)}`).join('\n')}
</dl>
${parts.map(part).join('\n')}
<p class="warning">${escape(warning)}</p>
</main>
</body>
</html>
`;
}

const definition = (value: string | null): string =>
  value === null ? '<dd class="blank"></dd>' : `<dd><bdi>${escape(value)}</bdi></dd>`;

function part({ title, steps, command }: Sheet['parts'][number]): string {
  const list = steps.map((step) => `<li>${escape(step)}</li>`).join('\n');
  return `<section>
<h2>${escape(title)}</h2>
<ol>
${list}
</ol>${command ? `\n<pre dir="ltr">${escape(command)}</pre>` : ''}
</section>`;
}

const STYLE = `:root { color-scheme: light; }
body { margin: 0; background: #fff; color: #212134; font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 42rem; margin: 0 auto; padding: 2rem 1.5rem; }
h1 { margin: 0 0 .5rem; font-size: 1.75rem; }
h2 { margin: 1.75rem 0 .5rem; font-size: 1.1rem; }
p { margin: .5rem 0; }
.key { margin: 1.5rem 0; padding: 1rem 1.25rem; border: 2px solid #212134; border-radius: 6px; break-inside: avoid; }
.key h2 { margin: 0; font-size: 1rem; }
.value, pre { font-family: ui-monospace, Menlo, Consolas, monospace; overflow-wrap: anywhere; white-space: pre-wrap; }
.value { font-size: 1.35rem; font-weight: 600; }
pre { margin: .75rem 0; padding: .75rem 1rem; border: 1px solid #c0c0cf; border-radius: 6px; font-size: .9rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1.5rem; margin: 0; }
dt { color: #4a4a6a; }
dd { margin: 0; overflow-wrap: anywhere; }
.blank { border-bottom: 1px solid #212134; min-height: 1.5em; }
ol { margin: 0; padding-inline-start: 1.4rem; }
section { break-inside: avoid; }
.warning { margin-top: 1.75rem; font-weight: 600; }
@media print { main { padding: 0; } }`;

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

const escape = (text: string): string => text.replace(/[&<>"]/g, (found) => ENTITIES[found] ?? '');
