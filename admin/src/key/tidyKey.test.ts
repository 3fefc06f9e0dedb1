import { describe, expect, it } from 'vitest';
import { tidyKey } from './tidyKey';

const GENERATED = 'K7QM-ABCD-EFGH-JKLM-NPQR-TUV2';

describe('tidyKey', () => {
  it.each([
    ` ${GENERATED} `,
    GENERATED.toLowerCase(),
    GENERATED.replaceAll('-', ''),
    GENERATED.replaceAll('-', ' '),
    `${GENERATED}\n`,
  ])('finds the generated key in %j', (typed) => expect(tidyKey(typed)).toBe(GENERATED));

  it('takes spaces from around any other, and nothing else', () => {
    expect(tidyKey(' Correct Horse-battery ')).toBe('Correct Horse-battery');
    expect(tidyKey(`${GENERATED}x`)).toBe(`${GENERATED}x`);
    expect(tidyKey(GENERATED.replace('K', '0'))).toBe(GENERATED.replace('K', '0'));
  });

  it('leaves a tidy key as it is', () => {
    for (const key of [GENERATED, 'a b', '']) expect(tidyKey(key)).toBe(key);
  });
});
