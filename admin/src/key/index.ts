export { generateKey, isGenerated } from './generateKey';
export { confirms, endingOf } from './keyEnding';
export { type Strength, strengthOf } from './strength';
export { tidyKey } from './tidyKey';
