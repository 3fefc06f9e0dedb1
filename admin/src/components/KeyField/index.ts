export { CopyButton } from './CopyButton';
export { generateKey } from './generateKey';
export { KeyField } from './KeyField';
