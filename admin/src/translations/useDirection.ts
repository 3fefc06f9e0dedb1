import { useIntl } from 'react-intl';
import type { Direction } from './direction';
import { directionOf } from './direction';

/** Which way the texts of the pages run. Strapi's own admin runs from left to right in every language. */
export const useDirection = (): Direction => directionOf(useIntl().locale);
