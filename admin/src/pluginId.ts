export const PLUGIN_ID = 'lifeboat';
