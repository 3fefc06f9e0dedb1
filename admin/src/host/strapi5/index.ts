/** The kit on Strapi 5: design system 2, react-router 6, styled-components 6. */
export {
  CheckCircle,
  CloudUpload,
  CrossCircle,
  Download,
  Duplicate,
  Eye,
  EyeStriked,
  File,
  Information,
  Key,
  Minus,
  Search,
  WarningCircle,
} from '@strapi/icons';
export { Accordion } from './Accordion';
export { ConfirmDialog } from './ConfirmDialog';
export { DropArea } from './DropArea';
export { NumberField, SearchInput, SelectField, TextField } from './fields';
export { PageFrame, PageGuard } from './page';
export { Badge } from './Badge';
export { Box, Button, Flex, Loader, Typography, VisuallyHidden } from './primitives';
export { Grid, GridItem } from './Grid';
export { Checkbox, RadioGroup } from './choices';
export { ProgressBar } from '../ProgressBar';
export { RadioCards } from '../RadioCards';
export { Spinner } from './Spinner';
export { TextLink } from './TextLink';
export { useBackend, useHttp } from './backend';
export { useLeaveGuard } from './leaveGuard';
export { useNotify } from './notify';
export { usePermissions } from './permissions';
export { useUserName } from './user';
export { forgetContent } from './content';
