/**
 * The one place that knows which Strapi admin this is. Everything else in admin/ imports the host's components, icons
 * and hooks from here. What `#host` stands for is said in package.json: the folder of Strapi 5, or with the condition
 * `strapi4` that of Strapi 4.
 */
import * as host from '#host';
import type { Kit } from './types';

export type { AccordionItem, Color, HttpClient } from './types';

export const {
  Accordion,
  Badge,
  Box,
  Button,
  CheckCircle,
  Checkbox,
  CloudUpload,
  ConfirmDialog,
  CrossCircle,
  Download,
  DropArea,
  Duplicate,
  Eye,
  EyeStriked,
  File,
  Flex,
  Grid,
  GridItem,
  Information,
  Key,
  Loader,
  Minus,
  NumberField,
  PageFrame,
  PageGuard,
  ProgressBar,
  RadioCards,
  RadioGroup,
  SearchInput,
  SelectField,
  Spinner,
  TextField,
  TextLink,
  Typography,
  VisuallyHidden,
  WarningCircle,
  forgetContent,
  useBackend,
  useHttp,
  useLeaveGuard,
  useNotify,
  usePermissions,
  useUserName,
}: Kit = host;
