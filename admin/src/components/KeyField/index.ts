export { CopyButton } from './CopyButton';
export { KeyField } from './KeyField';
export { KeyStrength } from './KeyStrength';
