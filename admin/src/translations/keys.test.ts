import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { ERROR_CODES } from '../api/explain';
import en from './en.json';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const keys = Object.keys(en);
const namespaces = new Set(keys.map((key) => key.split('.')[0]));

const source = readdirSync(ROOT, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name) && !name.includes('.test.'))
  .map((name) => readFileSync(join(ROOT, name), 'utf8'))
  .join('\n');

/** `'job.others'` */
const literals = [...source.matchAll(/'([a-z]\w*(?:\.\w+)+)'/gi)]
  .map(([, literal = '']) => literal)
  .filter((literal) => namespaces.has(literal.split('.')[0]));

/** `` `job.${kind}.done` `` */
const templates = [...source.matchAll(/`((?:[\w.]|\$\{[\w.]+\})+)`/g)]
  .map(([, template = '']) => template)
  // One that begins with a variable has its fixed words after it: `${kind}.again`.
  .filter((template) => /\$\{/.test(template) && /[a-z]/.test(template.replace(/\$\{[^}]*\}/g, '')))
  .map((template) => template.replaceAll(/\$\{[^}]*\}/g, '\0').replaceAll('.', '\\.'))
  .map((template) => new RegExp(`^${template.replaceAll('\0', '\\w+')}$`));

describe('en.json', () => {
  it('has every text that the code asks for', () => {
    expect(literals.length).toBeGreaterThan(100);
    expect(literals.filter((literal) => !keys.includes(literal))).toEqual([]);
  });

  it('has no text that nothing asks for', () => {
    const isUsed = (key: string) =>
      literals.includes(key) || templates.some((template) => template.test(key));
    expect(keys.filter((key) => !isUsed(key))).toEqual([]);
  });

  it('has words for every error of the server, and says in each what to do next', () => {
    for (const code of ERROR_CODES) {
      const sentences = en[`error.${code}`].split(/[.:;] /);
      expect(sentences.length, code).toBeGreaterThan(1);
    }
  });

  it('closes every brace', () => {
    for (const [key, message] of Object.entries(en)) {
      expect(message.split('{').length, key).toBe(message.split('}').length);
    }
  });
});
