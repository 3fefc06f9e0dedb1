/** Every language that the plugin speaks, to be chosen in one's profile. */
export default {
  config: { locales: ['fr', 'de', 'es', 'pt-BR', 'ja', 'zh-Hans', 'ar'] },
  bootstrap() {},
};
