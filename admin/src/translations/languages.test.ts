import { createIntl } from 'react-intl';
import { describe, expect, it } from 'vitest';
import en from './en.json';
import { messageId } from './keys';
import { LANGUAGES, loadTranslations } from './load';

type Messages = Record<string, string>;

const english: Messages = en;
const keys = Object.keys(english);
const others = Object.keys(LANGUAGES).filter((locale) => locale !== 'en');
const all = await Promise.all(
  Object.entries(LANGUAGES).map(async ([locale, load]): Promise<[string, Messages]> => {
    return [locale, (await load()).default];
  }),
);
const texts = new Map(all);

/** What the parser of react-intl makes of a message; only what is looked at here. */
interface Node {
  type: number;
  value?: string;
  /** `percent`, say. */
  style?: unknown;
  options?: Record<string, { value: Node[] }>;
}

const [LITERAL, SELECT, PLURAL, POUND] = [0, 5, 6, 7];
const parser = createIntl({ locale: 'en' });

function parse(message: string): Node[] {
  return parser.formatters.getMessageFormat(message, 'en').getAst() as Node[];
}

function flatten(nodes: Node[]): Node[] {
  return nodes.flatMap((node) => [
    node,
    ...Object.values(node.options ?? {}).flatMap((option) => flatten(option.value)),
  ]);
}

const nodesOf = (message: string) => flatten(parse(message));

const isValue = ({ type }: Node) => type !== LITERAL && type !== POUND;

/** `kind: export other restore`, `done as percent`, and just the name of any other. */
function variablesOf(message: string): string[] {
  const found = nodesOf(message)
    .filter(isValue)
    .map(({ type, value, style, options = {} }) => {
      if (type === SELECT) return `${value}: ${Object.keys(options).sort().join(' ')}`;
      return style ? `${value} as ${style}` : `${value}`;
    });
  return [...new Set(found)].sort();
}

/** Every check names the keys that don't pass it, so that what is left to translate can be read off. */
const failing = (messages: Messages, passes: (message: string, key: string) => boolean) =>
  Object.entries(messages)
    .filter(([key, message]) => !passes(message, key))
    .map(([key]) => key);

const parses = (message: string) => {
  try {
    return parse(message).length > 0;
  } catch {
    return false;
  }
};

describe.each(all)('%s.json', (locale, messages) => {
  it('can be parsed', () => {
    expect(failing(messages, parses), locale).toEqual([]);
  });

  it('has all plural forms of the language, and no others', () => {
    const categories = new Intl.PluralRules(locale).resolvedOptions().pluralCategories;
    const isComplete = ({ options = {} }: Node) => {
      const forms = Object.keys(options).filter((form) => !form.startsWith('='));
      return forms.sort().join() === [...categories].sort().join();
    };
    const bad = failing(messages, (message) =>
      nodesOf(message)
        .filter(({ type }) => type === PLURAL)
        .every(isComplete),
    );
    expect(bad, `${locale} needs ${categories.join(', ')}`).toEqual([]);
  });

  it('can be formatted, and shows the values', async () => {
    const [loaded] = await loadTranslations([locale]);
    const intl = createIntl({
      locale,
      messages: loaded?.data,
      onError: (error) => {
        throw error;
      },
    });
    for (const [key, message] of Object.entries(messages)) {
      for (const number of [0, 1, 2, 3, 11, 100, 1_000_000]) {
        const formatted = intl.formatMessage({ id: messageId(key) }, sample(message, number));
        expect(formatted, `${locale} ${key}`).not.toMatch(/[{}]|NaN|undefined/);
      }
    }
  });
});

describe.each(others)('%s.json beside en.json', (locale) => {
  const messages = texts.get(locale) ?? {};

  it('has every text', () => {
    expect(
      keys.filter((key) => !messages[key]),
      locale,
    ).toEqual([]);
  });

  it('has no other text', () => {
    expect(
      Object.keys(messages).filter((key) => !(key in english)),
      locale,
    ).toEqual([]);
  });

  it('has the texts in the same order', () => {
    expect(Object.keys(messages), locale).toEqual(keys.filter((key) => key in messages));
  });

  it('names the same values and the same choices', () => {
    const isSame = (message: string, key: string) =>
      variablesOf(message).join() === variablesOf(english[key] ?? '').join();
    expect(failing(messages, isSame), locale).toEqual([]);
  });

  it('is translated', () => {
    const isLong = (key: string) => (english[key] ?? '').replace(/\{.*\}/, '').length > 24;
    const isTranslated = (message: string, key: string) => !isLong(key) || message !== english[key];
    expect(failing(messages, isTranslated), locale).toEqual([]);
  });
});

/** A value for each name; of choices, the first. */
function sample(message: string, number: number) {
  return Object.fromEntries(
    nodesOf(message)
      .filter(isValue)
      .map(({ type, value, options = {} }) => [
        value,
        type === SELECT ? Object.keys(options)[0] : number,
      ]),
  );
}

describe('loadTranslations', () => {
  it('gives a language that has no texts of its own none, so that English is merged in', async () => {
    expect(await loadTranslations(['it'])).toEqual([{ locale: 'it', data: {} }]);
  });

  it('keeps values apart where the text runs from right to left', async () => {
    const [arabic, german] = await loadTranslations(['ar', 'de']);
    const key = messageId('upload.title');
    expect(arabic?.data[key]).toContain('\u2068{filename}\u2069');
    expect(german?.data[key]).not.toContain('\u2068');
  });
});
