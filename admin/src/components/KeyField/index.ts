export { CopyButton } from './CopyButton';
export { generateKey, isGenerated } from './generateKey';
export { confirms, endingOf } from './keyEnding';
export { KeyField } from './KeyField';
export { KeyStrength } from './KeyStrength';
