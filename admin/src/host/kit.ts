export {
  Accordion,
  Badge,
  Box,
  Button,
  Checkbox,
  Dialog,
  Field,
  Flex,
  Grid,
  Loader,
  NumberInput,
  Radio,
  SingleSelect,
  SingleSelectOption,
  TextInput,
  Typography,
  VisuallyHidden,
} from '@strapi/design-system';

export {
  CheckCircle,
  CloudUpload,
  CrossCircle,
  Download,
  Duplicate,
  Eye,
  EyeStriked,
  Information,
  Key,
  Minus,
  Search,
  WarningCircle,
} from '@strapi/icons';

export { Link } from 'react-router-dom';

export { DropArea } from './DropArea';
export { ProgressBar } from './ProgressBar';
export { Spinner } from './Spinner';
