import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** What of our own components and of HTML is shown or read out. */
const SHOWN = new Set([
  'alt',
  'aria-description',
  'aria-label',
  'aria-roledescription',
  'aria-valuetext',
  'cancel',
  'confirm',
  'description',
  'error',
  'hint',
  'label',
  'placeholder',
  'subtitle',
  'summary',
  'text',
  'title',
]);

/** Calls that show their arguments, by the place of the text. */
const TELLING: Record<string, number> = { notify: 1, alert: 0, confirm: 0 };

/** Words, and what of punctuation a language may write otherwise: a colon, quotation marks, a full stop. */
const isText = (text: string) => /\p{L}|[:;,.!?“”"«»]/u.test(text);

/** The texts that stand in a piece of code as they are, whichever of its branches is taken. */
function textsIn(node: ts.Node): string[] {
  if (ts.isStringLiteralLike(node) || ts.isJsxText(node)) return [node.text];
  if (ts.isTemplateExpression(node)) {
    return [node.head.text, ...node.templateSpans.map((span) => span.literal.text)];
  }
  if (ts.isConditionalExpression(node)) return [node.whenTrue, node.whenFalse].flatMap(textsIn);
  if (ts.isBinaryExpression(node)) {
    // What is compared with is not shown.
    return isJoining(node.operatorToken.kind) ? [node.left, node.right].flatMap(textsIn) : [];
  }
  if (ts.isParenthesizedExpression(node)) return textsIn(node.expression);
  if (ts.isJsxExpression(node)) return node.expression ? textsIn(node.expression) : [];
  return [];
}

const isJoining = (kind: ts.SyntaxKind) =>
  [
    ts.SyntaxKind.PlusToken,
    ts.SyntaxKind.BarBarToken,
    ts.SyntaxKind.QuestionQuestionToken,
    ts.SyntaxKind.AmpersandAmpersandToken,
  ].includes(kind);

/** What a node shows by itself, its children left aside. */
function shownBy(node: ts.Node): ts.Node[] {
  if (ts.isJsxText(node)) return [node];
  if (ts.isJsxExpression(node) && !ts.isJsxAttribute(node.parent)) return [node];
  if (ts.isJsxAttribute(node)) {
    return SHOWN.has(node.name.getText()) && node.initializer ? [node.initializer] : [];
  }
  // `{ title: 'Text' }`, of a list that a component shows.
  if (ts.isPropertyAssignment(node) && ts.isIdentifier(node.name)) {
    return SHOWN.has(node.name.text) && isInView(node) ? [node.initializer] : [];
  }
  if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) {
    const text = node.arguments[TELLING[node.expression.text] ?? -1];
    return text ? [text] : [];
  }
  return [];
}

/** Elsewhere, such a name is that of a fact or a translation key. */
const isInView = (node: ts.Node) => node.getSourceFile().fileName.endsWith('.tsx');

/** `file.tsx:12 Text` for each text that stands in a file. */
function literalsOf(name: string, code: string): string[] {
  const file = ts.createSourceFile(name, code, ts.ScriptTarget.Latest, true);
  const found: string[] = [];

  const visit = (node: ts.Node): void => {
    for (const shown of shownBy(node)) {
      const { line } = file.getLineAndCharacterOfPosition(shown.getStart());
      for (const text of textsIn(shown).filter(isText)) {
        found.push(`${name}:${line + 1} ${text.trim()}`);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

describe('the code of the pages', () => {
  it('holds no text: all of it can be translated', () => {
    const files = readdirSync(ROOT, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name) && !/\.test\.|\.d\.ts$/.test(name))
      .map((name): [string, string] => [name, readFileSync(join(ROOT, name), 'utf8')]);

    expect(files.length).toBeGreaterThan(100);
    // A translation key where one is asked for is no text.
    const isKey = (found: string) => /^\S+ [a-z]\w*(\.\w+)+$/i.test(found);
    const literals = files.flatMap(([name, code]) => literalsOf(name, code));
    expect(literals.filter((found) => !isKey(found))).toEqual([]);
  });

  it.each([
    '<p>Hello</p>',
    '<p>{"Hello"}</p>',
    '<p>{`${name}: ${state}`}</p>',
    '<p>{done && "Hello"}</p>',
    '<p>{done ? t(key) : "Hello"}</p>',
    '<Button title="Hello" />',
    '<Button title={done ? `Hello` : t(key)} />',
    'notify("success", "Hello")',
  ])('is looked through: %s', (code) => {
    expect(literalsOf('a.tsx', code)).not.toEqual([]);
  });

  it.each([
    '<p>{t("job.done")}</p>',
    '<p>{`${a} · ${b}`}</p>',
    '<Box name="archive" width="100%" />',
    '<p>{kind === "export" && t(key)}</p>',
  ])('may hold what is no text: %s', (code) => {
    expect(literalsOf('a.tsx', code)).toEqual([]);
  });
});
