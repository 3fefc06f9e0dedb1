import hasAnyPermission from './has-any-permission';
import hasUpload from './has-upload';

export default { 'has-any-permission': hasAnyPermission, 'has-upload': hasUpload };
